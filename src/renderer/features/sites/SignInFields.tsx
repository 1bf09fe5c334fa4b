import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';
import type { TabProps } from './tab-props.ts';

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

/** Password or key, which only SFTP has the choice of. */
export function SignInFields({ form: { draft, saved }, errors }: TabProps) {
  const { signIn } = draft;
  const choose = (kind: 'password' | 'key') => {
    if (kind === 'password') edit({ signIn: { kind } });
    else edit({ signIn: saved.signIn.kind === 'key' ? saved.signIn : { kind, file: '' } });
  };
  return (
    <>
      {draft.protocol === 'sftp' && (
        <Select label="Sign in with" options={signIns} value={signIn.kind} onChange={choose} />
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
    </>
  );
}
