import { useState, type KeyboardEvent } from 'react';
import { useDragAndDrop } from 'react-aria-components';
import { useChecks } from '../../app/checks-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tree } from '../../ui/Tree.tsx';
import { useContextMenu } from '../../ui/use-context-menu.ts';
import { actOnSite, commandsOf, folderOf, moveSite, siteOf } from './site-commands.ts';
import { go, openedForm, setCollapsed, useSitesView } from './site-form-store.ts';
import { countWords, dropPlace, newSiteKey, siteNodes } from './site-tree.ts';
import type { AskSites } from './SiteQuestions.tsx';
import styles from './SitesScreen.module.css';

const dragType = 'ciis-connect/site';

function select(id: string): void {
  if (folderOf(id)) go({ kind: 'folder', folderId: id });
  else if (id !== newSiteKey) go({ kind: 'site', siteId: id });
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
      if (place && key !== undefined) moveSite(String(key), place);
    },
  }).dragAndDropHooks;
}

/** Folders and sites; each row's commands are in its context menu and on F2 and Delete. */
export function SiteTree({ ask }: { readonly ask: AskSites }) {
  const sites = useSites((state) => state.sites);
  const folders = useSites((state) => state.folders);
  const checks = useChecks((state) => state.checks);
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
          nodes={siteNodes({ sites, folders }, isNew ? form.draft : null, checks)}
          selectedId={selectedId}
          onSelect={select}
          expandedIds={new Set(folderIds.filter((id) => !collapsed.has(id)))}
          onExpandedChange={(expanded) =>
            setCollapsed(new Set(folderIds.filter((id) => !expanded.has(id))))
          }
          onAction={(id) => {
            const site = siteOf(id);
            if (site) actOnSite(site);
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
