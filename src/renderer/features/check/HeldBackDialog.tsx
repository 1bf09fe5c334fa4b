import { KeyRound } from 'lucide-react';
import { dismissHeldBack, insistOn, useChecks } from '../../app/checks-store.ts';
import { openSites } from '../../app/navigation-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { heldBackWords } from './check-words.ts';
import styles from './HeldBackDialog.module.css';

/** Before signing in once more where it was refused lately: the answer that changes nothing has the focus. */
export function HeldBackDialog() {
  const heldBack = useChecks((state) => state.heldBack);
  const sites = useSites((state) => state.sites);
  const [first] = heldBack;
  if (first === undefined) return null;
  return (
    <Dialog
      title="Try to sign in again?"
      icon={KeyRound}
      tone="warn"
      width={560}
      isOpen
      role="alertdialog"
      onClose={dismissHeldBack}
      footerStart={
        heldBack.length === 1 && (
          <Button
            variant="quiet"
            onPress={() => {
              dismissHeldBack();
              openSites({ kind: 'edit', siteId: first.siteId, focus: 'password' });
            }}
          >
            Change the password
          </Button>
        )
      }
      footer={
        <>
          <Button
            variant="danger"
            onPress={() => void insistOn(heldBack.map(({ siteId }) => siteId))}
          >
            Try once more
          </Button>
          <Button variant="primary" autoFocus onPress={dismissHeldBack}>
            Don&apos;t try
          </Button>
        </>
      }
    >
      <div className={styles.words}>
        {heldBackWords(heldBack, sites).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p>Six wrong tries lock the account for 30 minutes.</p>
      </div>
    </Dialog>
  );
}
