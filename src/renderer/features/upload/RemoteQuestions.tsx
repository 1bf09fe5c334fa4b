import { Trash2 } from 'lucide-react';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { describeSiteFailure } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { notify } from '../../ui/notices.ts';
import { NameDialog } from './NameDialog.tsx';
import { countWords } from './selection-words.ts';
import { refreshRemote, useSiteFolder } from './site-folder-store.ts';

export type RemoteQuestion =
  | { readonly kind: 'new-folder' }
  | { readonly kind: 'rename'; readonly entry: RemoteEntry }
  | { readonly kind: 'delete'; readonly entries: readonly RemoteEntry[] };

/** What is asked before the site's folder is changed. */
export function RemoteQuestions({
  site,
  question,
  onClose,
}: {
  readonly site: SiteView;
  readonly question: RemoteQuestion;
  readonly onClose: () => void;
}) {
  const { path, entries } = useSiteFolder();
  const names = new Set((entries ?? []).map(({ name }) => name));
  const act = (work: Promise<unknown>) => {
    work
      .catch((thrown: unknown) => {
        const failure = failureOf(thrown);
        const { sentence, nextStep } = describeSiteFailure(failure, site);
        notify({ tone: 'bad', title: sentence, text: nextStep, detail: failure.detail });
      })
      .finally(() => void refreshRemote());
  };
  switch (question.kind) {
    case 'new-folder':
      return (
        <NameDialog
          title="New folder"
          action="Make folder"
          initial=""
          taken={names}
          onName={(name) => act(call('remote.makeFolder', { siteId: site.id, path, name }))}
          onClose={onClose}
        />
      );
    case 'rename': {
      const from = question.entry.name;
      names.delete(from);
      return (
        <NameDialog
          title={`Rename ${from}`}
          action="Rename"
          initial={from}
          taken={names}
          onName={(to) => {
            if (to !== from) act(call('remote.rename', { siteId: site.id, path, from, to }));
          }}
          onClose={onClose}
        />
      );
    }
    case 'delete':
      return (
        <Dialog
          role="alertdialog"
          icon={Trash2}
          tone="bad"
          title={
            question.entries.length === 1
              ? `Delete ${question.entries[0]?.name ?? ''}?`
              : `Delete ${countWords(question.entries)}?`
          }
          width={480}
          isOpen
          onClose={onClose}
          footer={
            <>
              <Button
                variant="danger"
                onPress={() => {
                  act(removeAll(site.id, path, question.entries));
                  onClose();
                }}
              >
                Delete
              </Button>
              <Button variant="primary" autoFocus onPress={onClose}>
                Keep
              </Button>
            </>
          }
        >
          {question.entries.length === 1 ? 'It is' : 'They are'} deleted from {site.label} for good:
          the server has no recycle bin.
        </Dialog>
      );
  }
}

/** One after the other; the first that fails stops it. */
async function removeAll(
  siteId: string,
  path: string,
  entries: readonly RemoteEntry[],
): Promise<void> {
  for (const { name, kind } of entries) await call('remote.remove', { siteId, path, name, kind });
}
