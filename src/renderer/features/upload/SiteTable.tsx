import { Download, FolderOpen, FolderPlus, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { RemoteEntry } from '../../../shared/domain/remote-entry.ts';
import type { SessionState } from '../../../shared/domain/session.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { reportFailure } from '../../app/report-failure.ts';
import type { MenuCommand, MenuCommands } from '../../ui/MenuList.tsx';
import { FileTable } from './FileTable.tsx';
import { useLocal } from './local-store.ts';
import { remoteJoin } from './remote-path.ts';
import type { RemoteQuestion } from './RemoteQuestions.tsx';
import { openRemote, refreshRemote, useSiteFolder } from './site-folder-store.ts';

const noEntries: readonly RemoteEntry[] = [];
const nameOf = ({ name }: RemoteEntry): string => name;

/** The entries of the site's folder. Its menu offers only what this account may do. */
export function SiteTable({
  site,
  session,
  onQuestion,
}: {
  readonly site: SiteView;
  readonly session: SessionState;
  readonly onQuestion: (question: RemoteQuestion) => void;
}) {
  const { entries, path, selected, sort } = useSiteFolder();
  const rows = entries ?? noEntries;
  const chosen = useMemo(
    () => (selected.size === 0 ? noEntries : rows.filter(({ name }) => selected.has(name))),
    [rows, selected],
  );
  return (
    <FileTable
      label={`Files on ${site.label}`}
      folder={path}
      rows={rows}
      keyOf={nameOf}
      sort={sort}
      onSort={(next) => useSiteFolder.setState({ sort: next })}
      selected={selected}
      onSelect={(next) => useSiteFolder.setState({ selected: next })}
      onOpen={(row) => {
        if (row.kind === 'folder') void openRemote(site.id, remoteJoin(path, row.name));
      }}
      menu={siteMenu({ site, session, path, chosen, onQuestion })}
      empty={null}
    />
  );
}

function siteMenu({
  site,
  session,
  path,
  chosen,
  onQuestion,
}: {
  readonly site: SiteView;
  readonly session: SessionState;
  readonly path: string;
  readonly chosen: readonly RemoteEntry[];
  readonly onQuestion: (question: RemoteQuestion) => void;
}): MenuCommands {
  if (session.status !== 'connected') return [];
  const { abilities } = session;
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const commands: MenuCommand[] = [];
  if (only?.kind === 'folder')
    commands.push({
      id: 'open',
      label: 'Open folder',
      icon: FolderOpen,
      onAction: () => void openRemote(site.id, remoteJoin(path, only.name)),
    });
  if (abilities.download && chosen.length > 0)
    commands.push({
      id: 'download',
      label: 'Download',
      icon: Download,
      hint: downloadHint(),
      onAction: () => download(site.id, path, chosen),
    });
  if (abilities.makeFolder)
    commands.push({
      id: 'new-folder',
      label: 'New folder',
      icon: FolderPlus,
      onAction: () => onQuestion({ kind: 'new-folder' }),
    });
  if (abilities.rename && only)
    commands.push({
      id: 'rename',
      label: 'Rename',
      icon: Pencil,
      onAction: () => onQuestion({ kind: 'rename', entry: only }),
    });
  if (abilities.remove && chosen.length > 0)
    commands.push({
      id: 'delete',
      label: 'Delete',
      icon: Trash2,
      tone: 'danger',
      onAction: () => onQuestion({ kind: 'delete', entries: chosen }),
    });
  const refresh: MenuCommand = {
    id: 'refresh',
    label: 'Refresh',
    icon: RefreshCw,
    onAction: () => void refreshRemote(),
  };
  return commands.length === 0 ? [refresh] : [...commands, null, refresh];
}

function downloadHint(): string {
  const folder = useLocal.getState().folder?.crumbs.at(-1)?.name;
  return folder === undefined ? '' : `To ${folder}, on the left`;
}

function download(siteId: string, from: string, entries: readonly RemoteEntry[]): void {
  const to = useLocal.getState().folder?.path;
  if (to === undefined) return;
  call('transfers.download', { siteId, from, names: entries.map(({ name }) => name), to }).catch(
    reportFailure,
  );
}
