import { TriangleAlert } from 'lucide-react';
import { protocols, protocolSchema, takesFiles } from '../../../shared/domain/protocol.ts';
import type { MinTls, SiteSettings } from '../../../shared/domain/site.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { ciisPort, withProtocol } from './site-draft.ts';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';
import { WebAddressFields } from './WebAddressFields.tsx';
import type { TabProps } from './tab-props.ts';

const protocolOptions = protocolSchema.options.map((value) => ({
  value,
  label: protocols[value].label,
}));

const tlsOptions = [
  { value: '1.2', label: 'TLS 1.2 (recommended)' },
  { value: '1.1', label: 'TLS 1.1' },
  { value: '1.0', label: 'TLS 1.0' },
] as const satisfies readonly { value: MinTls; label: string }[];

export function TypeTab({ form: { draft, saved }, errors }: TabProps) {
  const weak = draft.olderAlgorithms || draft.minTls !== '1.2';
  return (
    <div className={styles.fields}>
      <Select
        label="Protocol"
        options={protocolOptions}
        value={draft.protocol}
        onChange={(protocol) => edit(withProtocol(draft, protocol, saved))}
      />
      {takesFiles(draft.protocol) ? (
        <NumberField
          label="Port"
          description={`CIIS uses port ${ciisPort(draft.protocol)} for ${protocols[draft.protocol].shortLabel}.`}
          value={draft.port}
          onChange={(port) => edit({ port })}
          error={errors.port}
        />
      ) : (
        <WebAddressFields draft={draft} errors={errors} />
      )}
      {draft.protocol === 'sftp' ? <OlderServer draft={draft} /> : <OldestLink draft={draft} />}
      {weak && (
        <div className={styles.row}>
          <div className={styles.warn}>
            <TriangleAlert aria-hidden />
            This makes the link to the server easier to break. Use it only as long as you must.
          </div>
        </div>
      )}
    </div>
  );
}

function OldestLink({ draft }: { readonly draft: SiteSettings }) {
  return (
    <Select
      label="Oldest secure link"
      description={
        draft.protocol === 'web'
          ? 'For the connection check. Your browser decides for itself.'
          : "Allow an older one only if this server can't do better."
      }
      options={tlsOptions}
      value={draft.minTls}
      onChange={(minTls) => edit({ minTls })}
    />
  );
}

function OlderServer({ draft }: { readonly draft: SiteSettings }) {
  return (
    <div className={styles.tick}>
      <Checkbox
        isSelected={draft.olderAlgorithms}
        onChange={(olderAlgorithms) => edit({ olderAlgorithms })}
        description="Some old servers can't be reached without them. Turn this on only if connecting fails and says so."
      >
        Allow older server algorithms
      </Checkbox>
    </div>
  );
}
