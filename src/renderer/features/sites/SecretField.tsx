import { keptWhere } from '../../app/kept-where.ts';
import { useSettings } from '../../app/settings-store.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { keepsSecret, typedSecret, type SiteForm } from './site-draft.ts';
import { editSecret } from './site-form-store.ts';
import styles from './SiteForm.module.css';

const dots = '•'.repeat(12);

/** Dots stand for a stored one, which never comes here; typing replaces it. */
export function SecretField({
  form,
  hasSecret,
}: {
  readonly form: SiteForm;
  readonly hasSecret: boolean;
}) {
  const info = useSettings((state) => state.info);
  const { secret, draft } = form;
  const isKey = draft.signIn.kind === 'key';
  const word = isKey ? 'passphrase' : 'password';
  const isStored = hasSecret && keepsSecret(form);
  const isForgotten = hasSecret && secret.kind === 'forget';
  return (
    <>
      <div className={classNames(isStored && styles.stored)}>
        <PasswordField
          label={isKey ? 'Passphrase' : 'Password'}
          name="secret"
          description={isForgotten ? `The ${word} is forgotten when you save.` : keptWhere(info)}
          placeholder={isStored ? dots : ''}
          value={secret.kind === 'typed' ? secret.text : ''}
          onChange={(text) => editSecret(typedSecret(text))}
        />
      </div>
      {(isStored || isForgotten) && (
        <div className={styles.row}>
          <div className={styles.under}>
            <Button
              variant="quiet"
              size="small"
              onPress={() => editSecret({ kind: isForgotten ? 'keep' : 'forget' })}
            >
              {isForgotten ? `Keep the ${word}` : `Forget ${word}`}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
