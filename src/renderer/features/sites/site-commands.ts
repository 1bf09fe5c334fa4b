import {
  Activity,
  Copy,
  ExternalLink,
  FolderInput,
  Pencil,
  Plug,
  Settings2,
  Trash2,
} from 'lucide-react';
import { takesFiles } from '../../../shared/domain/protocol.ts';
import type { SiteFolder } from '../../../shared/domain/site.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { openPage, openSite } from '../../app/current-site.ts';
import { showCheck } from '../../app/navigation-store.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSites } from '../../app/sites-store.ts';
import type { MenuCommands } from '../../ui/MenuList.tsx';
import { isDirty } from './site-draft.ts';
import { go, openedForm, useSitesView, withOpened } from './site-form-store.ts';
import type { SitePlace } from './site-tree.ts';
import type { AskSites } from './SiteQuestions.tsx';

export const siteOf = (id: string | null): SiteView | undefined =>
  useSites.getState().sites.find((site) => site.id === id);
export const folderOf = (id: string | null): SiteFolder | undefined =>
  useSites.getState().folders.find((folder) => folder.id === id);

export const moveSite = (id: string, place: SitePlace): void => {
  call('sites.move', { id, ...place }).catch(reportFailure);
};

/** Saves first where the form holds changes of this site. */
function withSite(siteId: string, act: (siteId: string) => void): void {
  const form = openedForm(useSitesView.getState());
  if (form?.siteId === siteId && isDirty(form)) void withOpened(act);
  else act(siteId);
}

/** What double click and Enter do: the same as the filled button of the form. */
export function actOnSite({ id, protocol }: SiteView): void {
  withSite(id, mainAct(protocol));
}

/** What a site of a protocol is for. */
export function mainAct(protocol: SiteView['protocol']): (siteId: string) => void {
  if (takesFiles(protocol)) return openSite;
  return protocol === 'web' ? openPage : showCheck;
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
    onAction: () => moveSite(site.id, { folderId: id, before: null }),
  }));
}

const folderCommands = (folder: SiteFolder, ask: AskSites): MenuCommands => [
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

function connectCommands({ id, protocol }: SiteView): MenuCommands {
  return [
    ...(takesFiles(protocol)
      ? [
          {
            id: 'connect',
            label: 'Connect',
            icon: Plug,
            onAction: () => withSite(id, openSite),
          },
        ]
      : []),
    ...(protocol === 'web'
      ? [
          {
            id: 'open-page',
            label: 'Open in browser',
            icon: ExternalLink,
            onAction: () => withSite(id, openPage),
          },
        ]
      : []),
    {
      id: 'check',
      label: 'Check connection',
      icon: Activity,
      onAction: () => withSite(id, showCheck),
    },
  ];
}

const siteCommands = (site: SiteView, ask: AskSites): MenuCommands => [
  ...connectCommands(site),
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

/** The context menu of a row of the tree, or of the room below the rows. */
export function commandsOf(key: string | null, ask: AskSites): MenuCommands {
  const folder = folderOf(key);
  if (folder) return folderCommands(folder, ask);
  const site = siteOf(key);
  if (site) return siteCommands(site, ask);
  return [{ id: 'new-folder', label: 'New folder', onAction: () => ask({ kind: 'new-folder' }) }];
}
