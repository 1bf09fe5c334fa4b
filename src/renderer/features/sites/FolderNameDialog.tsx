import { useState, type SyntheticEvent } from 'react';
import type { SiteFolder } from '../../../shared/domain/site.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { folderNameProblem } from './site-tree.ts';

/** The name of a new folder (null), or a new name for one. */
export function FolderNameDialog({
  folder,
  onClose,
}: {
  readonly folder: SiteFolder | null;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(folder?.name ?? '');
  const [problem, setProblem] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const others = useSites.getState().folders.filter(({ id }) => id !== folder?.id);
    const found = folderNameProblem(name, others);
    setProblem(found);
    if (found !== undefined) return;
    call('sites.saveFolder', { id: folder?.id ?? null, name: name.trim() })
      .then(onClose)
      .catch((thrown: unknown) => {
        const { code, detail } = failureOf(thrown);
        if (code === 'invalid-input') setProblem(detail);
        else reportFailure(thrown);
      });
  };
  return (
    <Dialog
      title={folder === null ? 'New folder' : `Rename ${folder.name}`}
      width={440}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="site-folder-name">
            {folder === null ? 'Make folder' : 'Rename'}
          </Button>
        </>
      }
    >
      <form id="site-folder-name" onSubmit={submit} noValidate>
        <TextField label="Name" autoFocus value={name} onChange={setName} error={problem} />
      </form>
    </Dialog>
  );
}
