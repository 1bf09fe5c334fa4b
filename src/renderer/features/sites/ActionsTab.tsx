import { takesFiles } from '../../../shared/domain/protocol.ts';
import type { OnExists, SiteSettings } from '../../../shared/domain/site.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { CheckMornings } from './CheckMornings.tsx';
import type { SiteErrors } from './site-errors.ts';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';
import type { TabProps } from './tab-props.ts';

const onExistsOptions = [
  { value: 'ask', label: 'Ask', description: 'You decide for each file, or once for all.' },
  { value: 'overwrite', label: 'Overwrite', description: 'The file there is replaced.' },
  { value: 'skip', label: 'Skip', description: 'The file there stays; yours is not sent.' },
  { value: 'rename', label: 'Rename', description: 'Yours is sent under a new name.' },
] as const satisfies readonly { value: OnExists; label: string; description: string }[];

export function ActionsTab({ form: { draft }, errors }: TabProps) {
  return (
    <div className={styles.fields}>
      {takesFiles(draft.protocol) && <FileActions draft={draft} errors={errors} />}
      <CheckMornings isSelected={draft.checkMornings} />
    </div>
  );
}

function FileActions({
  draft,
  errors,
}: {
  readonly draft: SiteSettings;
  readonly errors: SiteErrors;
}) {
  return (
    <>
      <TextField
        label="Server folder"
        name="remote-folder"
        description="Where the site opens. Empty: the folder that the server chooses."
        mono
        value={draft.remoteFolder}
        onChange={(remoteFolder) => edit({ remoteFolder })}
        error={errors.remoteFolder}
      />
      <TextField
        label="Local folder"
        name="local-folder"
        description="Where Local Drives opens with this site. Empty: the folder used last."
        mono
        value={draft.localFolder}
        onChange={(localFolder) => edit({ localFolder })}
        error={errors.localFolder}
      />
      <Select
        label="When a file exists"
        description={onExistsOptions.find(({ value }) => value === draft.onExists)?.description}
        options={onExistsOptions}
        value={draft.onExists}
        onChange={(onExists) => edit({ onExists })}
      />
      <div className={styles.tick}>
        <Checkbox
          isSelected={draft.connectOnStart}
          onChange={(connectOnStart) => edit({ connectOnStart })}
          description="The site is ready when CIIS Connect opens."
        >
          Connect on start
        </Checkbox>
      </div>
    </>
  );
}
