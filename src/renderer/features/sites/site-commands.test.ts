import { beforeEach, expect, test, vi } from 'vitest';
import { presets, type PresetId } from '../../../shared/domain/presets.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { useNavigation } from '../../app/navigation-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { actOnSite, commandsOf } from './site-commands.ts';
import { edit, go, useSitesView } from './site-form-store.ts';

const site = (id: PresetId): SiteView => ({
  ...presets[id],
  username: 'riverside',
  facilityId: presets[id].protocol === 'soap' ? 'R1' : '',
  id,
  position: 0,
  lastConnectedAt: null,
  hasSecret: false,
  identity: null,
});
const sites = [site('ciis-sftp'), site('ciis-realtime'), site('ciis-web')];
let called: string[];

beforeEach(() => {
  called = [];
  vi.stubGlobal('window', {
    ciis: {
      invoke: (name: string, input: { id: PresetId } | undefined) => {
        called.push(name);
        const value = name === 'sites.save' && input ? site(input.id) : [];
        return Promise.resolve({ ok: true, value });
      },
    },
  });
  useSites.setState({ loaded: true, sites, folders: [{ id: 'f1', name: 'CIIS', position: 0 }] });
  useSitesView.setState(useSitesView.getInitialState(), true);
  useNavigation.setState(useNavigation.getInitialState(), true);
});

const labels = (key: string | null) =>
  commandsOf(key, () => undefined).map((command) => command?.label ?? '-');

test('only a site for files can be connected to, every site can be checked', () => {
  const rest = ['Properties', '-', 'Duplicate', 'Move to', '-', 'Delete'];
  expect(labels('ciis-sftp')).toEqual(['Connect', 'Check connection', ...rest]);
  expect(labels('ciis-realtime')).toEqual(['Check connection', ...rest]);
  expect(labels('ciis-web')).toEqual(['Open in browser', 'Check connection', ...rest]);
});

test('folders and the room below the rows have their own commands', () => {
  expect(labels('f1')).toEqual(['Rename', '-', 'Delete folder']);
  expect(labels(null)).toEqual(['New folder']);
});

test('a double click does what the site is for', () => {
  const [sftp, realTime, web] = sites as [SiteView, SiteView, SiteView];
  actOnSite(web);
  expect(called).toEqual(['sites.openPage']);
  actOnSite(realTime);
  expect(called.at(-1)).toBe('checks.run');
  expect(useNavigation.getState().screen).toBe('check');
  actOnSite(sftp);
  expect(called).toContain('sessions.connect');
  expect(useNavigation.getState()).toMatchObject({ screen: 'upload', siteId: 'ciis-sftp' });
});

test('changes of the form are saved before a check', async () => {
  go({ kind: 'site', siteId: 'ciis-realtime' });
  edit({ comments: 'mine' });
  const check = commandsOf('ciis-realtime', () => undefined)[0];
  if (check && 'onAction' in check) check.onAction();
  expect(called).toEqual(['sites.save']);
  await vi.waitFor(() => expect(called.at(-1)).toBe('checks.run'));
});
