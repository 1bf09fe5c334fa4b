import { takesFiles } from '../../../shared/domain/protocol.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { IdentityRow } from './IdentityRow.tsx';
import { SecretField } from './SecretField.tsx';
import { SignInFields } from './SignInFields.tsx';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';
import type { AskSites } from './SiteQuestions.tsx';
import type { TabProps } from './tab-props.ts';

export function GeneralTab({
  form,
  errors,
  site,
  ask,
}: TabProps & { readonly site: SiteView | undefined; readonly ask: AskSites }) {
  const { draft } = form;
  return (
    <div className={styles.fields}>
      <TextField
        label="Label"
        name="label"
        value={draft.label}
        onChange={(label) => edit({ label })}
        error={errors.label}
      />
      {takesFiles(draft.protocol) && (
        <TextField
          label="Host address"
          name="host"
          value={draft.host}
          onChange={(host) => edit({ host })}
          error={errors.host}
        />
      )}
      {draft.protocol !== 'web' && (
        <AccountFields form={form} errors={errors} hasSecret={site?.hasSecret ?? false} />
      )}
      <IdentityRow form={form} site={site} ask={ask} />
      <TextArea
        label="Comments"
        name="comments"
        value={draft.comments}
        onChange={(comments) => edit({ comments })}
        error={errors.comments}
      />
    </div>
  );
}

/** What CIIS gives to each account. */
function AccountFields({ form, errors, hasSecret }: TabProps & { readonly hasSecret: boolean }) {
  const { draft } = form;
  const isRealTime = draft.protocol === 'soap';
  return (
    <>
      <TextField
        label="Username"
        name="username"
        description={
          isRealTime
            ? 'CIIS gives you this name.'
            : 'CIIS gives you this name. It is also the name of your folder.'
        }
        value={draft.username}
        onChange={(username) => edit({ username })}
        error={errors.username}
      />
      {isRealTime && (
        <TextField
          label="Facility ID"
          name="facility-id"
          description="CIIS gives it to you with the username."
          value={draft.facilityId}
          onChange={(facilityId) => edit({ facilityId })}
          error={errors.facilityId}
        />
      )}
      <SignInFields form={form} errors={errors} />
      <SecretField form={form} hasSecret={hasSecret} />
    </>
  );
}
