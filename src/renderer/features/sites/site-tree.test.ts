import { Globe, Server } from 'lucide-react';
import { expect, test } from 'vitest';
import type { Check } from '../../../shared/domain/check.ts';
import { presets } from '../../../shared/domain/presets.ts';
import { newSiteSettings, type SiteFolder } from '../../../shared/domain/site.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { countWords, dropPlace, folderNameProblem, freeLabel, siteNodes } from './site-tree.ts';

const site = (id: string, folderId: string | null): SiteView => ({
  ...newSiteSettings('sftp'),
  id,
  label: id,
  folderId,
  position: 0,
  lastConnectedAt: null,
  hasSecret: false,
  identity: null,
});
const folders: readonly SiteFolder[] = [
  { id: 'f1', name: 'CIIS', position: 0 },
  { id: 'f2', name: 'Old', position: 1 },
];
const snapshot = { sites: [site('top', null), site('a', 'f1'), site('b', 'f1')], folders };

const outline = (nodes: ReturnType<typeof siteNodes>): unknown =>
  nodes.map(({ label, children }) => (children ? [label, outline(children)] : label));

test('folders come with their sites, empty ones too, then the sites of the top level', () => {
  expect(outline(siteNodes(snapshot, null, {}))).toEqual([
    ['CIIS', ['a', 'b']],
    ['Old', []],
    'top',
  ]);
});

test('a new site stands in its folder while it is filled in', () => {
  const draft = { ...newSiteSettings('sftp'), folderId: 'f2' };
  expect(outline(siteNodes(snapshot, draft, {}))).toContainEqual(['Old', ['New site']]);
  expect(outline(siteNodes(snapshot, { ...draft, label: 'Pueblo' }, {}))).toContainEqual([
    'Old',
    ['Pueblo'],
  ]);
});

test('a site shows what kind of service it is, and how its last check went', () => {
  const sites = [site('a', null), { ...site('b', null), ...presets['ciis-web'], id: 'b' }];
  const check: Check = {
    id: 'c1',
    siteId: 'b',
    host: presets['ciis-web'].host,
    port: presets['ciis-web'].port,
    settings: '',
    startedAt: 1,
    endedAt: 2,
    verdict: 'ready',
    current: null,
    steps: [],
    scheduled: false,
  };
  const [unchecked, checked] = siteNodes({ sites, folders: [] }, null, { b: check });
  expect(unchecked?.icon).toBe(Server);
  expect(unchecked?.mark).toBeUndefined();
  expect(checked?.icon).toBe(Globe);
  expect(checked?.mark?.label).toBe('all well');
});

test('the foot counts sites and folders', () => {
  expect(countWords(snapshot)).toBe('3 sites in 2 folders');
  expect(countWords({ sites: [site('a', null)], folders: [] })).toBe('1 site');
  expect(countWords({ sites: [], folders: [] })).toBe('No sites');
});

test('a drop on a folder goes to its end, beside a folder to the top level', () => {
  expect(dropPlace(snapshot, { key: 'f1', dropPosition: 'on' })).toEqual({
    folderId: 'f1',
    before: null,
  });
  expect(dropPlace(snapshot, { key: 'f1', dropPosition: 'after' })).toEqual({
    folderId: null,
    before: null,
  });
});

test('a drop beside a site goes before or after it, never on it', () => {
  const place = (key: string, dropPosition: 'on' | 'before' | 'after') =>
    dropPlace(snapshot, { key, dropPosition });
  expect(place('b', 'before')).toEqual({ folderId: 'f1', before: 'b' });
  expect(place('a', 'after')).toEqual({ folderId: 'f1', before: 'b' });
  expect(place('b', 'after')).toEqual({ folderId: 'f1', before: null });
  expect(place('a', 'on')).toBeNull();
  expect(place('gone', 'before')).toBeNull();
});

test('a folder needs a name of its own', () => {
  expect(folderNameProblem(' ', folders)).toBe('Enter a name for the folder');
  expect(folderNameProblem('ciis', folders)).toBe('There is already a folder called "ciis"');
  expect(folderNameProblem('Branch offices', folders)).toBeUndefined();
});

test('a second site of a preset gets a number', () => {
  expect(freeLabel('CIIS SFTP', [])).toBe('CIIS SFTP');
  expect(freeLabel('CIIS SFTP', ['CIIS SFTP', 'CIIS SFTP 2'])).toBe('CIIS SFTP 3');
});
