import { Phone } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { ciisSupportPhone, presets, type PresetId } from '../../../shared/domain/presets.ts';
import { protocols } from '../../../shared/domain/protocol.ts';
import { call } from '../../app/api.ts';
import { chooseSite, openSite } from '../../app/current-site.ts';
import { keptWhere } from '../../app/kept-where.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSettings } from '../../app/settings-store.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { accountErrors, type AccountErrors } from './account-errors.ts';
import styles from './Welcome.module.css';

/** Step 2: everything of the preset is filled in but username and password. */
export function AccountStep({
  preset,
  onBack,
}: {
  readonly preset: PresetId;
  readonly onBack: () => void;
}) {
  const site = presets[preset];
  const info = useSettings((state) => state.info);
  const [username, setUsername] = useState('');
  const [secret, setSecret] = useState('');
  const [errors, setErrors] = useState<AccountErrors>({});
  const [busy, setBusy] = useState(false);

  const setUp = (then: (siteId: string) => void, needsPassword: boolean) => {
    const wrong = accountErrors({ username, secret, needsPassword });
    setErrors(wrong);
    if (wrong.username !== undefined || wrong.secret !== undefined) return;
    setBusy(true);
    call('sites.addPreset', { preset, username, secret: secret === '' ? null : secret })
      .then(({ id }) => then(id))
      .catch((thrown: unknown) => {
        setBusy(false);
        reportFailure(thrown);
      });
  };

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setUp(openSite, true);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.body}>
        <h2 className={styles.question}>Sign in to {site.label}</h2>
        <p className={styles.muted}>
          {protocols[site.protocol].label}, {site.host}, port {site.port}
        </p>
        <div className={styles.fields}>
          <TextField
            label="Username"
            description="CIIS gives you this name. It is also the name of your folder."
            value={username}
            onChange={setUsername}
            error={errors.username}
            autoFocus
          />
          <PasswordField
            label="Password"
            description={keptWhere(info)}
            value={secret}
            onChange={setSecret}
            error={errors.secret}
          />
        </div>
        <p className={styles.phone}>
          <Phone aria-hidden />
          <span>
            Something missing? Call CIIS user support at <strong>{ciisSupportPhone}</strong>.
          </span>
        </p>
      </div>
      <div className={styles.foot}>
        <span className={styles.step}>Step 2 of 2</span>
        <Button variant="quiet" onPress={onBack} isDisabled={busy}>
          Back
        </Button>
        <Button variant="secondary" onPress={() => setUp(chooseSite, false)} isDisabled={busy}>
          Set up without connecting
        </Button>
        <Button variant="primary" type="submit" isDisabled={busy}>
          Set up and connect
        </Button>
      </div>
    </form>
  );
}
