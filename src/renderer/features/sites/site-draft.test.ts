import { expect, test } from 'vitest';
import { presets } from '../../../shared/domain/presets.ts';
import { newSiteSettings, type Site, type SiteSettings } from '../../../shared/domain/site.ts';
import {
  afterSave,
  formOf,
  isDirty,
  newForm,
  rebased,
  secretToSave,
  typedSecret,
  undone,
  withProtocol,
  withUrl,
} from './site-draft.ts';

const site = (more: Partial<Site> = {}): Site => ({
  ...presets['ciis-sftp'],
  username: 'riverside_peds',
  id: 's1',
  position: 0,
  lastConnectedAt: null,
  ...more,
});
const edited = (more: Partial<SiteSettings>) => {
  const form = formOf(site());
  return { ...form, draft: { ...form.draft, ...more } };
};

test('a form is changed by a field or a password, and by undo no longer', () => {
  expect(isDirty(formOf(site()))).toBe(false);
  expect(isDirty(edited({ label: 'Other' }))).toBe(true);
  expect(isDirty({ ...formOf(site()), secret: typedSecret('x') })).toBe(true);
  expect(isDirty({ ...formOf(site()), secret: typedSecret('') })).toBe(false);
  expect(isDirty(undone({ ...edited({ label: 'Other' }), secret: { kind: 'forget' } }))).toBe(
    false,
  );
});

test('a new site that nobody touched is not a change', () => {
  expect(isDirty(newForm(presets['ciis-ftps']))).toBe(false);
});

test('the stored password is kept, replaced or forgotten', () => {
  expect(secretToSave(formOf(site()))).toBeUndefined();
  expect(secretToSave({ ...formOf(site()), secret: typedSecret('invented') })).toBe('invented');
  expect(secretToSave({ ...formOf(site()), secret: { kind: 'forget' } })).toBeNull();
});

test('a stored password never becomes the passphrase of a key', () => {
  expect(secretToSave(edited({ signIn: { kind: 'key', file: '/k' } }))).toBeNull();
});

test('a stored password stays with the account it belongs to', () => {
  expect(secretToSave(edited({ protocol: 'ftps' }))).toBeUndefined();
  expect(secretToSave(edited({ protocol: 'soap' }))).toBeNull();
});

test('a web upload site has no password, whatever was typed before', () => {
  const typed = { ...edited({ protocol: 'web' }), secret: typedSecret('invented') };
  expect(secretToSave(typed)).toBeNull();
});

test('what the person did not touch follows a change from elsewhere', () => {
  const form = rebased(edited({ comments: 'mine' }), site({ folderId: 'f1', label: 'Renamed' }));
  expect(form.draft).toMatchObject({ comments: 'mine', folderId: 'f1', label: 'Renamed' });
  expect(form.saved.comments).toBe('');
});

test('saving clears the password and keeps what was typed meanwhile', () => {
  const sent = { ...edited({ label: 'New' }), secret: typedSecret('invented') };
  expect(afterSave(sent, sent, site({ label: 'New' }))).toEqual(formOf(site({ label: 'New' })));
  const later = { ...sent, draft: { ...sent.draft, comments: 'later' } };
  const form = afterSave(later, sent, site({ label: 'New' }));
  expect(form.draft.comments).toBe('later');
  expect(form.secret).toEqual({ kind: 'keep' });
  expect(isDirty(form)).toBe(true);
});

test('a save is done also where main told of the change before it answered', () => {
  const sent = edited({ label: ' New ' });
  const saved = site({ label: 'New' });
  expect(isDirty(afterSave(rebased(sent, saved), sent, saved))).toBe(false);
});

test('a usual port changes with the protocol, to the one CIIS has where it is CIIS', () => {
  expect(withProtocol(newSiteSettings('sftp'), 'ftps').port).toBe(21);
  expect(withProtocol(presets['ciis-sftp'], 'ftps').port).toBe(1971);
  expect(withProtocol(presets['ciis-ftps'], 'sftp').port).toBe(22);
  expect(withProtocol({ ...newSiteSettings('sftp'), port: 2222 }, 'ftps').port).toBe(2222);
});

test('options that do not fit the new protocol go back to their defaults', () => {
  const ftps = withProtocol(
    { ...newSiteSettings('sftp'), olderAlgorithms: true, signIn: { kind: 'key', file: '/k' } },
    'ftps',
  );
  expect(ftps).toMatchObject({ olderAlgorithms: false, signIn: { kind: 'password' } });
  expect(ftps.options.filesAtATime).toBe(1);
  const sftp = withProtocol({ ...presets['ciis-ftps'], minTls: '1.0' }, 'sftp');
  expect(sftp).toMatchObject({ minTls: '1.2', options: { passivePorts: null, filesAtATime: 4 } });
});

test('an option that the person chose stays with another protocol', () => {
  const { options } = newSiteSettings('sftp');
  const chosen = { ...newSiteSettings('sftp'), options: { ...options, filesAtATime: 2 } };
  expect(withProtocol(chosen, 'ftps').options.filesAtATime).toBe(2);
});

test('another kind of site keeps what every site has, and starts anew with the rest', () => {
  const file: SiteSettings = {
    ...presets['ciis-ftps'],
    label: 'Riverside',
    username: 'riverside_peds',
    comments: 'Ask for Kim',
    folderId: 'f1',
    remoteFolder: '/in',
    connectOnStart: true,
    checkMornings: true,
    minTls: '1.0',
  };
  expect(withProtocol(file, 'soap')).toEqual({
    ...newSiteSettings('soap'),
    label: 'Riverside',
    username: 'riverside_peds',
    comments: 'Ask for Kim',
    folderId: 'f1',
    checkMornings: true,
  });
  expect(withProtocol(withProtocol(file, 'web'), 'sftp')).toMatchObject({
    protocol: 'sftp',
    label: 'Riverside',
    username: 'riverside_peds',
    host: '',
    port: 22,
    url: '',
    options: { filesAtATime: 4 },
  });
  expect(withProtocol(presets['ciis-realtime'], 'web')).toMatchObject({ url: '', wsdlUrl: '' });
});

test('the way back to the saved protocol leads to what was saved', () => {
  const saved = { ...presets['ciis-realtime-test'], username: 'riverside', facilityId: 'R1' };
  const there = { ...withProtocol(saved, 'sftp', saved), label: 'Renamed' };
  expect(withProtocol(there, 'soap', saved)).toEqual({ ...saved, label: 'Renamed' });
});

test('host and port follow the web address, as soon as it is one', () => {
  const gateway = withUrl(newSiteSettings('soap'), ' https://Gateway.example:8443/Service ');
  expect(gateway).toMatchObject({ host: 'gateway.example', port: 8443 });
  expect(withUrl(gateway, 'https:/')).toMatchObject({ url: 'https:/', host: 'gateway.example' });
  expect(withUrl(gateway, 'https://cohealthnet.com')).toMatchObject({
    host: 'cohealthnet.com',
    port: 443,
  });
});
