import { expect, it } from 'vitest';
import { newSiteSettings } from '../../shared/domain/site.ts';
import { lineOf, settingsOf, shownName, type SiteDraft } from './read-sites.ts';

const draft = (change: Partial<SiteDraft> = {}): SiteDraft => ({
  label: 'CIIS',
  protocol: 'sftp',
  host: 'sshftp.cohealthnet.com',
  username: 'riverside_peds',
  ...change,
});

function settled(change: Partial<SiteDraft> = {}) {
  const notes: string[] = [];
  return { settings: settingsOf(draft(change), notes), notes };
}

it('builds on the settings of a new site', () => {
  expect(settled()).toEqual({
    settings: { ...newSiteSettings('sftp'), ...draft() },
    notes: [],
  });
  expect(settled({ protocol: 'ftps' }).settings).toMatchObject({ port: 21 });
});

it('takes white space and brackets away', () => {
  expect(
    settled({ label: ' CIIS\n(new) ', host: ' [2001:db8::1] ', username: ' u ' }),
  ).toMatchObject({
    settings: { label: 'CIIS (new)', host: '2001:db8::1', username: 'u' },
    notes: [],
  });
});

it('calls a site without a name by its host', () => {
  expect(settled({ label: ' ' }).settings).toMatchObject({ label: 'sshftp.cohealthnet.com' });
});

it('cuts what is too long, never inside a character, and says so', () => {
  const { settings, notes } = settled({
    label: `${'n'.repeat(79)}😀`,
    remoteFolder: '/a'.repeat(600),
    localFolder: 'C:\\a\u0000b',
    comments: 'c'.repeat(4001),
  });
  expect(settings).toMatchObject({
    label: 'n'.repeat(79),
    remoteFolder: '',
    localFolder: '',
    comments: 'c'.repeat(4000),
  });
  expect(notes).toEqual([
    'Its name is shortened to 80 characters.',
    'Its remote folder does not come: the name is too long or has unusual characters.',
    'Its local folder does not come: the name is too long or has unusual characters.',
    'Its comments are shortened to 4000 characters.',
  ]);
});

it.each([
  [{ host: '' }, 'It has no host address.'],
  [{ host: 'sftp://a/b' }, 'The host address is not one: sftp://a/b'],
  [{ host: 'a\u202eb' }, 'The host address is not one: a\ufffdb'],
  [{ host: 'a'.repeat(254) }, `The host address is not one: ${'a'.repeat(80)}`],
  [{ username: ' ' }, 'It has no username. CIIS Connect needs the one that CIIS gave.'],
  [{ username: 'a\u0007b' }, 'The username is too long or has unusual characters.'],
  [{ port: 0 }, 'The port is not between 1 and 65535: 0'],
  [{ port: Number.NaN }, 'The port is not between 1 and 65535: NaN'],
  [
    { signIn: { kind: 'key', file: '' } },
    'The name of its private key file is empty, too long or has unusual characters.',
  ],
] satisfies [Partial<SiteDraft>, string][])('says why %j cannot come', (change, reason) => {
  expect(settled(change).settings).toBe(reason);
});

it('counts lines from 1', () => {
  expect([0, 1, 2, 3, 99].map((index) => lineOf('a\nb\n', index))).toEqual([1, 1, 2, 2, 3]);
});

it('shows a name in one line, without marks that turn it around', () => {
  expect(shownName('a\r\nb\u202ec')).toBe('a  b\ufffdc');
  expect(shownName('\n')).toBe('Without a name');
});
