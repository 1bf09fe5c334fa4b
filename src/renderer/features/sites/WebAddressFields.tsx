import type { SiteSettings } from '../../../shared/domain/site.ts';
import { TextField } from '../../ui/TextField.tsx';
import { withUrl } from './site-draft.ts';
import type { SiteErrors } from './site-errors.ts';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';

/** Where a real-time or web upload site is; its host and port are in the address. */
export function WebAddressFields({
  draft,
  errors,
}: {
  readonly draft: SiteSettings;
  readonly errors: SiteErrors;
}) {
  const isRealTime = draft.protocol === 'soap';
  return (
    <div className={styles.wide}>
      <TextField
        label={isRealTime ? 'Gateway address' : 'Page address'}
        name="url"
        description={
          isRealTime
            ? 'Where the messages go. CIIS has one gateway for tests and one for production.'
            : 'The page that opens in your browser. You sign in there.'
        }
        placeholder="https://"
        mono
        value={draft.url}
        onChange={(url) => edit(withUrl(draft, url))}
        error={errors.url}
      />
      {isRealTime && (
        <TextField
          label="Description address"
          name="wsdl-url"
          description="Where the gateway says what it offers (WSDL). It may stay empty."
          placeholder="https://"
          mono
          value={draft.wsdlUrl}
          onChange={(wsdlUrl) => edit({ wsdlUrl })}
          error={errors.wsdlUrl}
        />
      )}
    </div>
  );
}
