import { FileX } from 'lucide-react';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import { showScreen } from '../../app/navigation-store.ts';
import { chooseImport, closeImport } from '../../app/site-import.ts';
import { useIsFirstRun } from '../../app/use-is-first-run.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './ImportDialog.module.css';
import { isCuteFtpFile, presetNames } from './import-words.ts';

/** Why nothing could be read, and what to do instead. */
export function ImportFailed({ failure }: { readonly failure: Failure }) {
  if (isCuteFtpFile(failure)) return <CuteFtpFile />;
  const { sentence, nextStep } = describeFailure(failure);
  return (
    <Dialog
      title={sentence}
      icon={FileX}
      tone="warn"
      width={560}
      isOpen
      onClose={closeImport}
      footerStart={<CopyButton label="Copy details" text={`${failure.code}: ${failure.detail}`} />}
      footer={
        <>
          <Button onPress={chooseImport}>Choose another file...</Button>
          <Button variant="primary" autoFocus onPress={closeImport}>
            Close
          </Button>
        </>
      }
    >
      <p>{nextStep}</p>
      {failure.detail !== '' && <p className={styles.detail}>{failure.detail}</p>}
    </Dialog>
  );
}

const toSites = () => {
  closeImport();
  showScreen('sites');
};

/** The first run offers the services itself, once this is closed. */
function CuteFtpFile() {
  const isFirstRun = useIsFirstRun();
  return (
    <Dialog
      title="Only CuteFTP can read this file"
      icon={FileX}
      tone="warn"
      width={560}
      isOpen
      onClose={closeImport}
      footer={
        <>
          <Button onPress={chooseImport}>Choose another file...</Button>
          <Button variant="primary" autoFocus onPress={isFirstRun ? closeImport : toSites}>
            {isFirstRun ? 'Set up a service' : 'Open Site Manager'}
          </Button>
        </>
      }
    >
      <p>
        CuteFTP keeps its sites in sm.dat in a form of its own. A script that was recorded in
        CuteFTP (.vbs) can be imported.
      </p>
      <p className={styles.after}>
        The services of CIIS are ready here, with their addresses and ports: {presetNames}. Choose
        one{isFirstRun ? '' : ' at "New site"'}, and type the username and password that CIIS gave
        you.
      </p>
    </Dialog>
  );
}
