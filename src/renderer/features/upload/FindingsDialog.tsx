import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import { DuplicateLine } from '../../app/DuplicateLine.tsx';
import { InspectionView } from '../../app/InspectionView.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './FindingsDialog.module.css';
import { nameOf, stateOf } from './preflight-words.ts';

const ranks = { refused: 0, question: 1, fine: 3 } as const;
const rankOf = (file: InspectedFile): number =>
  file.sentBefore === null ? ranks[stateOf(file)] : Math.min(ranks[stateOf(file)], 2);

/** What the pre-flight check found in the selected files; those that need a look come first. */
export function FindingsDialog({
  files,
  onClose,
}: {
  readonly files: readonly InspectedFile[];
  readonly onClose: () => void;
}) {
  const [only] = files;
  const sorted = [...files].sort((one, other) => rankOf(one) - rankOf(other));
  return (
    <Dialog
      title={
        files.length === 1 && only ? nameOf(only.path) : `Pre-flight check of ${files.length} files`
      }
      subtitle={files.length === 1 ? 'Pre-flight check' : 'Those that need a look come first'}
      width={640}
      isOpen
      onClose={onClose}
      dismissable
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className={styles.files}>
        {sorted.map(({ path, inspection, sentBefore, failure }) => (
          <div key={path}>
            {inspection !== null &&
              (files.length === 1 ? (
                <InspectionView inspection={inspection} />
              ) : (
                <InspectionView name={nameOf(path)} inspection={inspection} />
              ))}
            {sentBefore !== null && (
              <div className={styles.sent}>
                <DuplicateLine name={nameOf(path)} duplicate={{ sentBefore, copyOf: null }} />
              </div>
            )}
            {failure !== null && (
              <p className={styles.failure}>
                {describeFailure(failure, { file: nameOf(path) }).sentence}
              </p>
            )}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
