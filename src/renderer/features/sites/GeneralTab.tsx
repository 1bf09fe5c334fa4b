import { Shield, ShieldCheck } from 'lucide-react';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { formatDay } from '../../app/format-time.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { SecretField } from './SecretField.tsx';
import type { SiteForm } from './site-draft.ts';
import type { SiteErrors } from './site-errors.ts';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';
import type { AskSites } from './SiteQuestions.tsx';

export interface TabProps {
  readonly form: SiteForm;
  readonly errors: SiteErrors;
}

const signIns = [
  { value: 'password', label: 'Password' },
  { value: 'key', label: 'Private key file' },
] as const;

const chooseKeyFile = () => {
  call('local.chooseFiles')
    .then(([file]) => {
      if (file !== undefined) edit({ signIn: { kind: 'key', file } });
    })
    .catch(reportFailure);
};

export function GeneralTab({
  form,
  errors,
  site,
  ask,
}: TabProps & { readonly site: SiteView | undefined; readonly ask: AskSites }) {
  const { draft, saved } = form;
  const { signIn } = draft;
  return (
    <div className={styles.fields}>
      <TextField
        label="Label"
        name="label"
        value={draft.label}
        onChange={(label) => edit({ label })}
        error={errors.label}
      />
      <TextField
        label="Host address"
        name="host"
        value={draft.host}
        onChange={(host) => edit({ host })}
        error={errors.host}
      />
      <TextField
        label="Username"
        name="username"
        description="CIIS gives you this name. It is also the name of your folder."
        value={draft.username}
        onChange={(username) => edit({ username })}
        error={errors.username}
      />
      {draft.protocol === 'sftp' && (
        <Select
          label="Sign in with"
          options={signIns}
          value={signIn.kind}
          onChange={(kind) =>
            edit({
              signIn:
                kind === 'key' && saved.signIn.kind === 'key'
                  ? saved.signIn
                  : kind === 'key'
                    ? { kind, file: '' }
                    : { kind },
            })
          }
        />
      )}
      {signIn.kind === 'key' && (
        <>
          <TextField
            label="Key file"
            name="key-file"
            mono
            value={signIn.file}
            onChange={(file) => edit({ signIn: { kind: 'key', file } })}
            error={errors['signIn.file']}
          />
          <div className={styles.row}>
            <div className={styles.under}>
              <Button variant="quiet" size="small" onPress={chooseKeyFile}>
                Choose the file
              </Button>
            </div>
          </div>
        </>
      )}
      <SecretField form={form} hasSecret={site?.hasSecret ?? false} />
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

function IdentityRow({
  form: { draft, saved },
  site,
  ask,
}: {
  readonly form: SiteForm;
  readonly site: SiteView | undefined;
  readonly ask: AskSites;
}) {
  const sameAddress = draft.host === saved.host && draft.port === saved.port;
  const identity = sameAddress ? (site?.identity ?? null) : null;
  return (
    <div className={styles.row} role="group" aria-label="Identity">
      <span className={styles.name}>Identity</span>
      <div className={styles.identity}>
        {identity === null ? (
          <Shield aria-hidden />
        ) : (
          <ShieldCheck aria-hidden className={styles.accepted} />
        )}
        <span>
          {identity === null
            ? 'You are asked when you first connect'
            : `Accepted on ${formatDay(identity.acceptedAt)}`}
        </span>
        {identity !== null && site && (
          <Button variant="quiet" onPress={() => ask({ kind: 'identity', site })}>
            View
          </Button>
        )}
      </div>
    </div>
  );
}
