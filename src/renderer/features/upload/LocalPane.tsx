import {
  CornerLeftUp,
  Download,
  FileText,
  FolderOpen,
  HardDrive,
  Home,
  Monitor,
  RefreshCw,
  Send,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { LocalEntry, LocalRoot } from '../../../shared/domain/remote-entry.ts';
import { describeFailure } from '../../../shared/domain/error-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { FileTable } from './FileTable.tsx';
import { LocalFoot } from './LocalFoot.tsx';
import {
  loadRoots,
  openLocal,
  refreshLocal,
  refreshLocalIfIdle,
  selectedEntries,
  useLocal,
} from './local-store.ts';
import { PaneHead } from './PaneHead.tsx';
import { PathBar } from './PathBar.tsx';
import { useLocalDrag } from './use-local-drag.tsx';
import { useSentColumn } from './use-sent-column.tsx';

const rootIcons: Readonly<Record<LocalRoot['kind'], LucideIcon>> = {
  drive: HardDrive,
  home: Home,
  desktop: Monitor,
  documents: FileText,
  downloads: Download,
};

const noEntries: readonly LocalEntry[] = [];
const pathOf = ({ path }: LocalEntry): string => path;

/** This computer's files. `onSend` is null while nothing may be sent. */
export function LocalPane({
  siteId,
  siteLabel,
  lookFor,
  onSend,
}: {
  readonly siteId: string | null;
  readonly siteLabel: string | null;
  /** The site whose files are looked at before they go; null: none are. */
  readonly lookFor: string | null;
  readonly onSend: ((paths: readonly string[]) => void) | null;
}) {
  const folder = useLocal((state) => state.folder);
  const roots = useLocal((state) => state.roots);
  const loading = useLocal((state) => state.loading);
  const soFar = useLocal((state) => state.soFar);
  const failure = useLocal((state) => state.failure);
  const selected = useLocal((state) => state.selected);
  const sort = useLocal((state) => state.sort);

  useEffect(() => {
    window.addEventListener('focus', refreshLocalIfIdle);
    return () => window.removeEventListener('focus', refreshLocalIfIdle);
  }, []);

  const rows = folder?.entries ?? noEntries;
  const chosen = useMemo(
    () => (selected.size === 0 ? noEntries : rows.filter(({ path }) => selected.has(path))),
    [rows, selected],
  );
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const sentOf = useSentColumn(siteId, folder);
  const { drag, label } = useLocalDrag();

  return (
    <Panel region="Local Drives">
      <PaneHead
        title="Local Drives"
        path={
          <PathBar
            label="Folder on this computer"
            icon={HardDrive}
            crumbs={folder?.crumbs ?? []}
            onOpen={(path) => void openLocal(path)}
            places={{
              label: 'Drives and favourites',
              onOpen: () => void loadRoots(),
              commands: roots.map((root) => ({
                id: root.path,
                label: root.label,
                icon: rootIcons[root.kind],
                onAction: () => void openLocal(root.path),
              })),
            }}
          />
        }
        actions={
          <>
            <IconButton
              icon={CornerLeftUp}
              label="Up one folder"
              isDisabled={folder?.parent == null}
              onPress={() => void openLocal(folder?.parent ?? null)}
            />
            <IconButton
              icon={RefreshCw}
              label="Refresh Local Drives"
              shortcut="F5"
              isDisabled={loading}
              onPress={refreshLocal}
            />
          </>
        }
      />
      <FileTable
        label="Files on this computer"
        folder={folder?.path ?? ''}
        rows={rows}
        keyOf={pathOf}
        sort={sort}
        onSort={(next) => useLocal.setState({ sort: next })}
        selected={selected}
        onSelect={(next) => useLocal.setState({ selected: next })}
        onOpen={(row) => {
          if (row.kind === 'folder') void openLocal(row.path);
        }}
        {...(sentOf === null ? {} : { sentOf })}
        drag={drag}
        menu={[
          {
            id: 'upload',
            label: 'Upload',
            icon: Send,
            shortcut: 'Ctrl+U',
            isDisabled: chosen.length === 0 || onSend === null,
            onAction: () => onSend?.(selectedEntries(useLocal.getState()).map(({ path }) => path)),
          },
          {
            id: 'open',
            label: 'Open folder',
            icon: FolderOpen,
            isDisabled: only?.kind !== 'folder',
            onAction: () => {
              if (only) void openLocal(only.path);
            },
          },
          null,
          {
            id: 'refresh',
            label: 'Refresh',
            icon: RefreshCw,
            shortcut: 'F5',
            onAction: refreshLocal,
          },
        ]}
        empty={
          <EmptyState>
            {folder === null && loading ? 'Opening…' : 'This folder is empty.'}
          </EmptyState>
        }
      />
      <LocalFoot
        chosen={chosen}
        problem={
          failure === null ? null : describeFailure(failure, { file: 'That folder' }).sentence
        }
        soFar={soFar}
        siteLabel={siteLabel}
        lookFor={lookFor}
        onSend={onSend}
      />
      {label}
    </Panel>
  );
}
