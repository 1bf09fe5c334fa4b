import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './NameDialog.module.css';
import { nameProblem } from './name-problem.ts';

/** Asks for the name of a new folder, or the new name of something. Mounted only while it asks. */
export function NameDialog({
  title,
  action,
  initial,
  taken,
  onName,
  onClose,
}: {
  readonly title: string;
  /** What the button says, for example "Make folder". */
  readonly action: string;
  readonly initial: string;
  readonly taken: ReadonlySet<string>;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState(false);
  const problem = nameProblem(name, taken);
  const submit = () => {
    setTried(true);
    if (problem !== undefined) return;
    onName(name.trim());
    onClose();
  };
  return (
    <Dialog
      title={title}
      width={440}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={submit}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Name"
          autoFocus
          value={name}
          onChange={setName}
          error={tried ? problem : undefined}
        />
      </form>
    </Dialog>
  );
}
