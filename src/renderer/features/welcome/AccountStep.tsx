import { Phone } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { ciisSupportPhone, presets, type PresetId } from '../../../shared/domain/presets.ts';
import { protocols } from '../../../shared/domain/protocol.ts';
import { keptWhere } from '../../app/kept-where.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSettings } from '../../app/settings-store.ts';
import { addressWords } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { accountErrors, type AccountErrors } from './account-errors.ts';
import { endingsOf, settingsFor, setUpSite, type Account } from './set-up.ts';
import styles from './Welcome.module.css';

/** Step 2: everything of the preset is filled in but the account. */
export function AccountStep({
  preset,
  onBack,
}: {
  readonly preset: PresetId;
  readonly onBack: () => void;
}) {
  const site = presets[preset];
  const isRealTime = site.protocol === 'soap';
  const endings = endingsOf(preset);
  const [account, setAccount] = useState<Account>({ username: '', facilityId: '', secret: '' });
  const [errors, setErrors] = useState<AccountErrors>({});
  const [busy, setBusy] = useState(false);

  const setUp = (then: (siteId: string) => void, withoutPassword: string | null) => {
    const wrong = accountErrors({
      settings: settingsFor(preset, account),
      secret: account.secret,
      withoutPassword,
    });
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    setUpSite(preset, account)
      .then(({ id }) => then(id))
      .catch((thrown: unknown) => {
        setBusy(false);
        reportFailure(thrown);
      });
  };

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setUp(endings.onNow, endings.later.toLowerCase());
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.body}>
        <h2 className={styles.question}>
          {isRealTime ? `Set up ${site.label}` : `Sign in to ${site.label}`}
        </h2>
        <p className={styles.muted}>
          {protocols[site.protocol].label}, {addressWords(site)}
        </p>
        {isRealTime && (
          <p className={styles.muted}>
            This is the gateway for tests. Production is a site of its own, for later.
          </p>
        )}
        <AccountFields
          isRealTime={isRealTime}
          account={account}
          errors={errors}
          onChange={(patch) => setAccount((before) => ({ ...before, ...patch }))}
        />
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
        <Button variant="secondary" onPress={() => setUp(endings.onLater, null)} isDisabled={busy}>
          {endings.later}
        </Button>
        <Button variant="primary" type="submit" isDisabled={busy}>
          {endings.now}
        </Button>
      </div>
    </form>
  );
}

function AccountFields({
  isRealTime,
  account,
  errors,
  onChange,
}: {
  readonly isRealTime: boolean;
  readonly account: Account;
  readonly errors: AccountErrors;
  readonly onChange: (patch: Partial<Account>) => void;
}) {
  const info = useSettings((state) => state.info);
  return (
    <div className={styles.fields}>
      <TextField
        label="Username"
        description={
          isRealTime
            ? 'CIIS gives you this name.'
            : 'CIIS gives you this name. It is also the name of your folder.'
        }
        value={account.username}
        onChange={(username) => onChange({ username })}
        error={errors.username}
        autoFocus
      />
      {isRealTime && (
        <TextField
          label="Facility ID"
          description="CIIS gives it to you with the username."
          value={account.facilityId}
          onChange={(facilityId) => onChange({ facilityId })}
          error={errors.facilityId}
        />
      )}
      <PasswordField
        label="Password"
        description={keptWhere(info)}
        value={account.secret}
        onChange={(secret) => onChange({ secret })}
        error={errors.secret}
      />
    </div>
  );
}
