import { KeyRound } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { useSettings } from '../../app/settings-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { answerPrompt } from './answer-prompt.ts';
import type { PromptOf } from './prompt-of.ts';
import styles from './Prompts.module.css';

export function PasswordDialog({ prompt }: { readonly prompt: PromptOf<'password'> }) {
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(prompt.canRemember);
  const [empty, setEmpty] = useState(false);
  const info = useSettings((state) => state.info);
  const what = prompt.passphrase ? 'passphrase' : 'password';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setEmpty(password === '');
    if (password !== '') answerPrompt(prompt.id, { kind: 'password', password, remember });
  };
  return (
    <Dialog
      title={
        prompt.passphrase ? 'Passphrase of the private key' : `Password for ${prompt.username}`
      }
      subtitle={prompt.host}
      icon={KeyRound}
      width={480}
      isOpen
      onClose={() => answerPrompt(prompt.id, { kind: 'no' })}
      footer={
        <>
          <Button onPress={() => answerPrompt(prompt.id, { kind: 'no' })}>Cancel</Button>
          <Button variant="primary" type="submit" form="prompt-password">
            Connect
          </Button>
        </>
      }
    >
      <form id="prompt-password" className={styles.form} onSubmit={submit} noValidate>
        <PasswordField
          label={prompt.passphrase ? 'Passphrase' : 'Password'}
          value={password}
          onChange={setPassword}
          error={empty ? `Enter the ${what}` : undefined}
          autoFocus
        />
        {prompt.canRemember ? (
          <Checkbox isSelected={remember} onChange={setRemember}>
            Remember it in {info?.keychainName ?? 'the keychain'}
          </Checkbox>
        ) : (
          <p className={styles.caption}>
            {info?.keychainProblem ?? `The ${what} can't be kept on this computer.`}
          </p>
        )}
      </form>
    </Dialog>
  );
}
