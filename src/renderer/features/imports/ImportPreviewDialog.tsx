import { useCallback, useState } from 'react';
import type { ImportPreview } from '../../../shared/domain/site-import.ts';
import { chooseImport, closeImport } from '../../app/site-import.ts';
import { useSettings } from '../../app/settings-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { carryOut, type Carried } from './carry-out.ts';
import { firstChoice, passwordCount, type ImportChoice } from './import-choice.ts';
import { importWords, passwordsGoWhere, sourceWords } from './import-words.ts';
import styles from './ImportDialog.module.css';
import { Identities, LeftOut, Sites } from './ImportSections.tsx';

/** What the file holds; what is ticked comes. */
export function ImportPreviewDialog({ preview }: { readonly preview: ImportPreview }) {
  const [choice, setChoice] = useState<ImportChoice>(() => firstChoice(preview));
  const [carried, setCarried] = useState<Carried>({ kind: 'not-yet' });
  // The same functions each time: the lists draw only what has changed.
  const changeSites = useCallback(
    (next: (ticked: ReadonlySet<number>) => ReadonlySet<number>) =>
      setChoice((known) => ({ ...known, sites: next(known.sites) })),
    [],
  );
  const changeIdentities = useCallback(
    (next: (ticked: ReadonlySet<number>) => ReadonlySet<number>) =>
      setChoice((known) => ({ ...known, identities: next(known.identities) })),
    [],
  );
  const isUnderWay = carried.kind === 'under-way';
  const nothing = preview.sites.length === 0 && preview.identities.length === 0;
  const close = () => {
    if (!isUnderWay) closeImport();
  };
  return (
    <Dialog
      title="Import sites"
      subtitle={sourceWords(preview)}
      width={720}
      isOpen
      onClose={close}
      footer={
        nothing ? (
          <>
            <Button onPress={chooseImport}>Choose another file...</Button>
            <Button variant="primary" autoFocus onPress={close}>
              Close
            </Button>
          </>
        ) : (
          <>
            <Button isDisabled={isUnderWay} onPress={close}>
              Cancel
            </Button>
            <Button
              variant="primary"
              autoFocus
              isDisabled={isUnderWay || choice.sites.size + choice.identities.size === 0}
              onPress={() => void carryOut(preview, choice, setCarried)}
            >
              {isUnderWay ? 'Importing...' : importWords(choice.sites.size, choice.identities.size)}
            </Button>
          </>
        )
      }
    >
      <div className={styles.sections}>
        {carried.kind === 'failed' && (
          <p role="alert" className={styles.failure}>
            {carried.words}
          </p>
        )}
        {nothing && <p>There is nothing in this file that can come.</p>}
        {preview.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <Sites preview={preview} ticked={choice.sites} onChange={changeSites} />
        <Passwords
          preview={preview}
          choice={choice}
          onChange={(passwords) => setChoice((known) => ({ ...known, passwords }))}
        />
        <LeftOut leftOut={preview.leftOut} />
        <Identities
          identities={preview.identities}
          ticked={choice.identities}
          onChange={changeIdentities}
        />
      </div>
    </Dialog>
  );
}

function Passwords({
  preview,
  choice,
  onChange,
}: {
  readonly preview: ImportPreview;
  readonly choice: ImportChoice;
  readonly onChange: (passwords: boolean) => void;
}) {
  const info = useSettings((state) => state.info);
  if (!preview.sites.some(({ hasPassword }) => hasPassword)) return null;
  const count = passwordCount(preview, choice.sites);
  return (
    <Checkbox
      isSelected={choice.passwords && count > 0}
      onChange={onChange}
      isDisabled={count === 0}
      {...(info && { description: passwordsGoWhere(info) })}
    >
      Also import saved passwords ({count.toLocaleString('en-US')})
    </Checkbox>
  );
}
