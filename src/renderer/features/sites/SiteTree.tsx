import { Copy, FolderInput, Pencil, Plug, Settings2, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useDragAndDrop } from 'react-aria-components';
import type { SiteFolder } from '../../../shared/domain/site.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { openSite } from '../../app/current-site.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSites } from '../../app/sites-store.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tree } from '../../ui/Tree.tsx';
import { useContextMenu } from '../../ui/use-context-menu.ts';
import { isDirty } from './site-draft.ts';
import { connectOpened, go, openedForm, setCollapsed, useSitesView } from './site-form-store.ts';
import { countWords, dropPlace, newSiteKey, siteNodes, type SitePlace } from './site-tree.ts';
import type { AskSites } from './SiteQuestions.tsx';
import styles from './SitesScreen.module.css';

const dragType = 'ciis-connect/site';

const siteOf = (id: string | null): SiteView | undefined =>
  useSites.getState().sites.find((site) => site.id === id);
const folderOf = (id: string | null): SiteFolder | undefined =>
  useSites.getState().folders.find((folder) => folder.id === id);

const move = (id: string, place: SitePlace) => {
  call('sites.move', { id, ...place }).catch(reportFailure);
};

function select(id: string): void {
  if (folderOf(id)) go({ kind: 'folder', folderId: id });
  else if (id !== newSiteKey) go({ kind: 'site', siteId: id });
}

function connectSite(siteId: string): void {
  const form = openedForm(useSitesView.getState());
  if (form?.siteId === siteId && isDirty(form)) void connectOpened();
  else openSite(siteId);
}

function duplicate(id: string): void {
  call('sites.duplicate', { id })
    .then((copy) => go({ kind: 'site', siteId: copy.id }))
    .catch(reportFailure);
}

function moveCommands(site: SiteView): MenuCommands {
  const { folders } = useSites.getState();
  const places = [
    ...folders.map(({ id, name }) => ({ id, name })),
    { id: null, name: 'Top level' },
  ];
  return places.map(({ id, name }) => ({
    id: `to-${id ?? 'top'}`,
    label: name,
    isDisabled: site.folderId === id,
    onAction: () => move(site.id, { folderId: id, before: null }),
  }));
}

function commandsOf(key: string | null, ask: AskSites): MenuCommands {
  const folder = folderOf(key);
  if (folder)
    return [
      {
        id: 'rename',
        label: 'Rename',
        icon: Pencil,
        shortcut: 'F2',
        onAction: () => ask({ kind: 'rename-folder', folder }),
      },
      null,
      {
        id: 'delete',
        label: 'Delete folder',
        icon: Trash2,
        shortcut: 'Del',
        tone: 'danger',
        onAction: () => ask({ kind: 'delete-folder', folder }),
      },
    ];
  const site = siteOf(key);
  if (!site)
    return [{ id: 'new-folder', label: 'New folder', onAction: () => ask({ kind: 'new-folder' }) }];
  return [
    { id: 'connect', label: 'Connect', icon: Plug, onAction: () => connectSite(site.id) },
    {
      id: 'properties',
      label: 'Properties',
      icon: Settings2,
      onAction: () => go({ kind: 'site', siteId: site.id, focus: 'label' }),
    },
    null,
    { id: 'duplicate', label: 'Duplicate', icon: Copy, onAction: () => duplicate(site.id) },
    { id: 'move', label: 'Move to', icon: FolderInput, commands: moveCommands(site) },
    null,
    {
      id: 'delete',
      label: 'Delete',
      icon: Trash2,
      shortcut: 'Del',
      tone: 'danger',
      onAction: () => ask({ kind: 'delete-site', site }),
    },
  ];
}

function useSiteDrag() {
  return useDragAndDrop({
    // Folders stay where they are.
    getItems: (keys) =>
      [...keys].filter((key) => siteOf(String(key))).map((key) => ({ [dragType]: String(key) })),
    getDropOperation: (target, types) =>
      types.has(dragType) &&
      target.type === 'item' &&
      dropPlace(useSites.getState(), { ...target, key: String(target.key) }) !== null
        ? 'move'
        : 'cancel',
    onMove: ({ keys, target }) => {
      const place = dropPlace(useSites.getState(), { ...target, key: String(target.key) });
      const [key] = keys;
      if (place && key !== undefined) move(String(key), place);
    },
  }).dragAndDropHooks;
}

/** Folders and sites; each row's commands are in its context menu and on F2 and Delete. */
export function SiteTree({ ask }: { readonly ask: AskSites }) {
  const sites = useSites((state) => state.sites);
  const folders = useSites((state) => state.folders);
  const opened = useSitesView((state) => state.opened);
  const collapsed = useSitesView((state) => state.collapsed);
  const [menuKey, setMenuKey] = useState<string | null>(null);
  const menu = useContextMenu(setMenuKey);
  const dragAndDropHooks = useSiteDrag();

  const form = openedForm({ opened });
  const isNew = form?.siteId === null;
  const folderIds = folders.map(({ id }) => id);
  const openedId = opened.kind === 'folder' ? opened.folderId : (form?.siteId ?? null);
  const selectedId = isNew ? newSiteKey : openedId;

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-key]') : null;
    const key = row?.getAttribute('data-key') ?? null;
    const folder = folderOf(key);
    const site = siteOf(key);
    if (event.key === 'F2' && folder) ask({ kind: 'rename-folder', folder });
    if (event.key === 'F2' && site) go({ kind: 'site', siteId: site.id, focus: 'label' });
    if (event.key === 'Delete' && folder) ask({ kind: 'delete-folder', folder });
    if (event.key === 'Delete' && site) ask({ kind: 'delete-site', site });
  };

  return (
    <Panel region="Sites">
      <div
        className={styles.tree}
        role="presentation"
        onContextMenu={menu.onContextMenu}
        onKeyDown={onKeyDown}
      >
        <Tree
          label="Sites"
          nodes={siteNodes({ sites, folders }, isNew ? form.draft : null)}
          selectedId={selectedId}
          onSelect={select}
          expandedIds={new Set(folderIds.filter((id) => !collapsed.has(id)))}
          onExpandedChange={(expanded) =>
            setCollapsed(new Set(folderIds.filter((id) => !expanded.has(id))))
          }
          onAction={(id) => {
            if (siteOf(id)) connectSite(id);
          }}
          dragAndDropHooks={dragAndDropHooks}
        />
      </div>
      <div className={styles.treeFoot}>{countWords({ sites, folders })}</div>
      <ContextMenu
        label="Site"
        point={menu.point}
        commands={commandsOf(menuKey, ask)}
        onClose={menu.close}
      />
    </Panel>
  );
}
