import { FileInput, FlaskConical, MessagesSquare, Phone, Server, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { ciisSupportPhone, type PresetId } from '../../../shared/domain/presets.ts';
import { call } from '../../app/api.ts';
import { openSite } from '../../app/current-site.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { changeSettings } from '../../app/settings-store.ts';
import { chooseImport } from '../../app/site-import.ts';
import { Button } from '../../ui/Button.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { RadioCards, type RadioCard } from '../../ui/RadioCards.tsx';
import { AccountStep } from './AccountStep.tsx';
import styles from './Welcome.module.css';

type Choice = PresetId | 'practice';

const choices: readonly RadioCard<Choice>[] = [
  {
    value: 'ciis-sftp',
    title: 'A username and password for SFTP',
    description: 'Sends files through port 22, which is usually open already.',
    icon: Server,
    badge: 'Simplest',
  },
  {
    value: 'ciis-ftps',
    title: 'A username and password for FTPS',
    description: 'Sends files through port 1971. IT may have to open it first.',
    icon: ShieldCheck,
  },
  {
    value: 'ciis-realtime-test',
    title: 'A username, facility ID and password for real-time messages',
    description: 'Sets up the test gateway first. Production comes later, in Site Manager.',
    icon: MessagesSquare,
  },
  {
    value: 'practice',
    title: 'Nothing yet. Just try it',
    description: 'Practice with a pretend site. Nothing leaves this computer.',
    icon: FlaskConical,
  },
];

const skip = () => {
  changeSettings({ setUpSkipped: true }).catch(reportFailure);
};

const practice = () => {
  call('practice.open')
    .then((site) => openSite(site.id))
    .catch(reportFailure);
};

/** The first run: what CIIS gave the person, then the account. */
export function Welcome() {
  const [choice, setChoice] = useState<Choice>('ciis-sftp');
  const [step, setStep] = useState<1 | 2>(1);
  return (
    <main className={styles.screen} aria-label="Welcome">
      <div className={styles.card}>
        <div className={styles.head}>
          <Mark size={48} />
          <div>
            <h1 className={styles.title}>Welcome to CIIS Connect</h1>
            <p className={styles.muted}>
              Send immunization data to the Colorado Immunization Information System
            </p>
          </div>
        </div>
        {step === 2 && choice !== 'practice' ? (
          <AccountStep key={choice} preset={choice} onBack={() => setStep(1)} />
        ) : (
          <>
            <div className={styles.body}>
              <RadioCards
                label="What did CIIS give you?"
                description="You can add the others later in Site Manager."
                cards={choices}
                value={choice}
                onChange={setChoice}
              />
              <div className={styles.import}>
                <Button variant="quiet" icon={FileInput} onPress={chooseImport}>
                  Import from FileZilla, WinSCP or CuteFTP
                </Button>
              </div>
              <p className={styles.phone}>
                <Phone aria-hidden />
                <span>
                  No account yet? Call CIIS user support at <strong>{ciisSupportPhone}</strong>.
                </span>
              </p>
            </div>
            <div className={styles.foot}>
              <span className={styles.step}>Step 1 of 2</span>
              <Button variant="quiet" onPress={skip}>
                Skip set-up
              </Button>
              <Button
                variant="primary"
                onPress={choice === 'practice' ? practice : () => setStep(2)}
              >
                {choice === 'practice' ? 'Open the practice site' : 'Continue'}
              </Button>
            </div>
          </>
        )}
      </div>
    </main>
  );
}
