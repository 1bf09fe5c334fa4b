import { FolderOpen, Pencil, Trash2 } from 'lucide-react';
import { useSites } from '../../app/sites-store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { siteCountWords } from './site-tree.ts';
import type { AskSites } from './SiteQuestions.tsx';

/** What a folder has at the right: its two commands. */
export function FolderPane({
  folderId,
  ask,
}: {
  readonly folderId: string;
  readonly ask: AskSites;
}) {
  const folder = useSites((state) => state.folders.find(({ id }) => id === folderId));
  const count = useSites(
    (state) => state.sites.filter((site) => site.folderId === folderId).length,
  );
  if (!folder) return null;
  return (
    <EmptyState
      icon={FolderOpen}
      title={folder.name}
      actions={
        <>
          <Button icon={Pencil} onPress={() => ask({ kind: 'rename-folder', folder })}>
            Rename
          </Button>
          <Button icon={Trash2} onPress={() => ask({ kind: 'delete-folder', folder })}>
            Delete folder
          </Button>
        </>
      }
    >
      {count === 0
        ? 'Nothing in it yet. Drag a site here, or make a new one.'
        : `${siteCountWords(count)}. Choose one at the left to change it.`}
    </EmptyState>
  );
}
