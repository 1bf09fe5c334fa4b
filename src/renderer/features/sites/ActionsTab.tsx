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

/** CuteFTP's words, and what each does here. */
const onExistsOptions = [
  { value: 'ask', label: 'Prompt', description: 'You decide for each file, or once for all.' },
  {
    value: 'overwrite',
    label: 'Overwrite',
    description: 'The file there is replaced, without a look at it.',
  },
  { value: 'skip', label: 'Skip', description: 'The file there stays. Yours is not sent.' },
  {
    value: 'rename',
    label: 'Rename',
    description: 'Yours gets the time of sending: batch_20261124-150501.hl7',
  },
  {
    value: 'resume',
    label: 'Resume',
    description: 'The rest is sent, where the file there is the beginning of yours.',
  },
  {
    value: 'numerate',
    label: 'Numerate',
    description: 'Yours gets the next free number: batch (2).hl7',
  },
] as const satisfies readonly { value: OnExists; label: string; description: string }[];

/** Upload-only accounts, which CIIS likely gives, see nothing of what is there. */
const mayNotLook =
  'An account that may not look into the folder sends the file, and the server decides.';

function onExistsWords(onExists: OnExists): string {
  const words = onExistsOptions.find(({ value }) => value === onExists)?.description ?? '';
  const sentence = words.endsWith('.') ? words : `${words}.`;
  return onExists === 'overwrite' ? sentence : `${sentence} ${mayNotLook}`;
}

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
        label="When a name exists"
        description={onExistsWords(draft.onExists)}
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
      <div className={styles.tick}>
        <Checkbox
          isSelected={draft.goOnAtStart}
          onChange={(goOnAtStart) => edit({ goOnAtStart })}
          description="What waited or was interrupted when the program ended is sent when it starts again, without a question. What the server may have already is never sent again by itself."
        >
          Go on by itself after an interruption
        </Checkbox>
      </div>
    </>
  );
}
