import { beforeEach, expect, test, vi } from 'vitest';
import { presets } from '../../../shared/domain/presets.ts';
import { newSiteSettings, type SiteSettings } from '../../../shared/domain/site.ts';
import type { Failure } from '../../../shared/domain/error.ts';
import type { CommandInput, SiteView } from '../../../shared/ipc/contract.ts';
import { useSites } from '../../app/sites-store.ts';
import { isDirty, typedSecret } from './site-draft.ts';
import {
  answerLeaving,
  edit,
  editSecret,
  followSites,
  go,
  openedForm,
  save,
  undo,
  useSitesView,
  withOpened,
} from './site-form-store.ts';

const site = (id: string, label: string): SiteView => ({
  ...presets['ciis-sftp'],
  username: 'riverside_peds',
  id,
  label,
  position: 0,
  lastConnectedAt: null,
  hasSecret: true,
  identity: null,
});
const sites = [site('s1', 'One'), site('s2', 'Two')];

let saved: CommandInput<'sites.save'>[] = [];
let refusal: Failure | null = null;

beforeEach(() => {
  saved = [];
  refusal = null;
  vi.stubGlobal('window', {
    ciis: {
      invoke: (_name: string, input: CommandInput<'sites.save'>) => {
        saved.push(input);
        return Promise.resolve(
          refusal === null
            ? { ok: true, value: { ...site(input.id ?? 'new', ''), ...input.settings } }
            : { ok: false, error: refusal },
        );
      },
    },
  });
  useSites.setState({ loaded: true, sites, folders: [] });
  useSitesView.setState(useSitesView.getInitialState(), true);
  go({ kind: 'site', siteId: 's1' });
});

const form = () => openedForm(useSitesView.getState());

test('another site is opened at once when nothing was changed', () => {
  go({ kind: 'site', siteId: 's2' });
  expect(form()?.siteId).toBe('s2');
});

test('changes that were not saved are asked about, and staying keeps them', async () => {
  edit({ comments: 'mine' });
  go({ kind: 'site', siteId: 's2' });
  expect(form()?.siteId).toBe('s1');
  expect(useSitesView.getState().leaving).not.toBeNull();
  await answerLeaving('stay');
  expect(form()).toMatchObject({ siteId: 's1', draft: { comments: 'mine' } });
});

test('discarding goes on without saving, saving saves first', async () => {
  edit({ comments: 'mine' });
  go({ kind: 'site', siteId: 's2' });
  await answerLeaving('discard');
  expect(form()?.siteId).toBe('s2');
  expect(saved).toEqual([]);
  edit({ comments: 'mine' });
  go({ kind: 'site', siteId: 's1' });
  await answerLeaving('save');
  expect(saved).toMatchObject([{ id: 's2', settings: { comments: 'mine' } }]);
  expect(form()?.siteId).toBe('s1');
});

test('saving from the question stays where something is wrong', async () => {
  edit({ host: '' });
  go({ kind: 'site', siteId: 's2' });
  await answerLeaving('save');
  expect(form()?.siteId).toBe('s1');
  expect(useSitesView.getState().errors.host).toBe('Enter the host address');
});

test('a password goes to main once and is then gone from the window', async () => {
  editSecret(typedSecret('invented-secret'));
  expect(await save()).toBe('s1');
  expect(saved).toMatchObject([{ secret: 'invented-secret' }]);
  expect(JSON.stringify(useSitesView.getState())).not.toContain('invented-secret');
});

test('wrong fields are not sent, and the tab of the first is opened', async () => {
  useSitesView.setState({ tab: 'general' });
  edit({ port: NaN });
  expect(await save()).toBeNull();
  expect(saved).toEqual([]);
  expect(useSitesView.getState()).toMatchObject({
    tab: 'type',
    errors: { port: 'Port is a number' },
  });
  edit({ port: 22 });
  expect(useSitesView.getState().errors).toEqual({});
});

test('a label that main refuses is told at the label', async () => {
  refusal = { code: 'invalid-input', detail: 'There is already a site called "One".' };
  useSitesView.setState({ tab: 'options' });
  expect(await save()).toBeNull();
  expect(useSitesView.getState()).toMatchObject({
    tab: 'general',
    errors: { label: 'There is already a site called "One".' },
    saving: false,
  });
});

test('a new site gets its id with the first save', async () => {
  go({ kind: 'new', settings: { ...presets['ciis-ftps'], username: 'me' } });
  expect(form()?.siteId).toBeNull();
  await save();
  expect(form()?.siteId).toBe('new');
});

test('a new site that is given up leads back to the site before', () => {
  go({ kind: 'new', settings: presets['ciis-ftps'] });
  undo('s2');
  expect(form()?.siteId).toBe('s2');
});

test('a site that is gone is left for another', () => {
  followSites({ sites: sites.slice(1), folders: [] }, null);
  expect(form()?.siteId).toBe('s2');
  followSites({ sites: [], folders: [] }, null);
  expect(useSitesView.getState().opened).toEqual({ kind: 'nothing' });
});

test('a move in the tree is followed and is no change of the form', () => {
  const moved = sites.map((one) => ({ ...one, folderId: 'f1' }));
  followSites({ sites: moved, folders: [{ id: 'f1', name: 'CIIS', position: 0 }] }, null);
  const now = form();
  expect(now?.draft.folderId).toBe('f1');
  expect(now && isDirty(now)).toBe(false);
});

test('what is done with a site is done at once where nothing was changed', async () => {
  const acted: string[] = [];
  await withOpened((siteId) => acted.push(siteId));
  expect(acted).toEqual(['s1']);
  expect(saved).toEqual([]);
});

test('what is done with a site waits until its changes are saved', async () => {
  const acted: string[] = [];
  edit({ comments: 'mine' });
  await withOpened((siteId) => acted.push(siteId));
  expect(saved).toMatchObject([{ id: 's1', settings: { comments: 'mine' } }]);
  expect(acted).toEqual(['s1']);
});

test('nothing is done with a site that could not be saved', async () => {
  const acted: string[] = [];
  go({ kind: 'new', settings: presets['ciis-realtime'] });
  await withOpened((siteId) => acted.push(siteId));
  expect(acted).toEqual([]);
  expect(Object.keys(useSitesView.getState().errors)).toEqual(['username', 'facilityId']);
});

test('a new site starts with the first field that is empty', () => {
  const focusOf = (settings: SiteSettings) => {
    go({ kind: 'new', settings });
    return useSitesView.getState().focus;
  };
  expect(focusOf(presets['ciis-realtime-test'])).toBe('username');
  expect(focusOf(presets['ciis-web'])).toBe('label');
  expect(focusOf(newSiteSettings('soap'))).toBe('label');
});
