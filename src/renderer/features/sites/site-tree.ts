import { Folder, FolderOpen } from 'lucide-react';
import type { Check } from '../../../shared/domain/check.ts';
import type { SiteFolder, SiteSettings } from '../../../shared/domain/site.ts';
import type { SitesSnapshot, SiteView } from '../../../shared/ipc/contract.ts';
import type { TreeNode } from '../../ui/Tree.tsx';
import { checkMark } from './check-words.ts';
import { nameKey } from './site-errors.ts';
import { siteIcons } from './site-icons.ts';

/** The row of a site that was not saved yet. */
export const newSiteKey = 'new-site';

/** Folders with their sites and what their last check came to, then the sites of the top level. */
export function siteNodes(
  { sites, folders }: SitesSnapshot,
  draft: SiteSettings | null,
  checks: Readonly<Record<string, Check>>,
): readonly TreeNode[] {
  const sitesIn = (folderId: string | null): readonly TreeNode[] => [
    ...sites
      .filter((site) => site.folderId === folderId)
      .map((site) => siteNode(site, checks[site.id])),
    ...(draft?.folderId === folderId
      ? [
          {
            id: newSiteKey,
            label: draft.label.trim() || 'New site',
            icon: siteIcons[draft.protocol],
          },
        ]
      : []),
  ];
  return [
    ...folders.map(({ id, name }) => ({
      id,
      label: name,
      icon: Folder,
      openIcon: FolderOpen,
      children: sitesIn(id),
    })),
    ...sitesIn(null),
  ];
}

const siteNode = (site: SiteView, check: Check | undefined): TreeNode => ({
  id: site.id,
  label: site.label,
  icon: siteIcons[site.protocol],
  ...(check && { mark: checkMark(check, site) }),
});

/** "8 sites in 3 folders", "No sites" */
export function countWords({ sites, folders }: SitesSnapshot): string {
  const words = sites.length === 0 ? 'No sites' : siteCountWords(sites.length);
  if (folders.length === 0) return words;
  return `${words} in ${folders.length === 1 ? '1 folder' : `${folders.length} folders`}`;
}

/** "1 site", "8 sites" */
export const siteCountWords = (count: number): string =>
  count === 1 ? '1 site' : `${count} sites`;

export interface SitePlace {
  readonly folderId: string | null;
  /** The site that comes after it; null: it is the last. */
  readonly before: string | null;
}

/** Where a site that is dropped on, before or after a row goes; null: nowhere. */
export function dropPlace(
  { sites, folders }: SitesSnapshot,
  target: { readonly key: string; readonly dropPosition: 'on' | 'before' | 'after' },
): SitePlace | null {
  const { key, dropPosition } = target;
  if (folders.some((folder) => folder.id === key))
    return { folderId: dropPosition === 'on' ? key : null, before: null };
  const site = sites.find(({ id }) => id === key);
  if (!site || dropPosition === 'on') return null;
  if (dropPosition === 'before') return { folderId: site.folderId, before: key };
  const neighbours = sites.filter(({ folderId }) => folderId === site.folderId);
  const next = neighbours[neighbours.indexOf(site) + 1];
  return { folderId: site.folderId, before: next?.id ?? null };
}

/** What is wrong with a folder's name; undefined when it will do. */
export function folderNameProblem(name: string, others: readonly SiteFolder[]): string | undefined {
  if (name.trim() === '') return 'Enter a name for the folder';
  if (name.trim().length > 80) return 'Use at most 80 characters';
  return others.some((folder) => nameKey(folder.name) === nameKey(name))
    ? `There is already a folder called "${name.trim()}"`
    : undefined;
}

/** The label itself, or the first with a number behind it that no site has yet. */
export function freeLabel(label: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? label : `${label} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
