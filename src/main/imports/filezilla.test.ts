import { expect, it } from 'vitest';
import { readFileZilla } from './filezilla.ts';
import type { FoundSite } from './read-sites.ts';
import { file, pass, server } from './testing/filezilla-file.ts';

function only(servers: string): FoundSite {
  const { sites, leftOut } = readFileZilla(file(servers));
  expect(leftOut).toEqual([]);
  if (sites[0] === undefined) throw new Error('no site was found');
  return sites[0];
}

it('reads a site with all that comes', () => {
  const found = only(
    server(
      {
        LocalDir: 'C:\\Exports &amp; more\\',
        RemoteDir: '1 0 8 incoming 3 hl7',
        Comments: 'Call first.\nThen send.',
        MaximumMultipleConnections: '3',
      },
      pass('pässwörd &1'),
    ),
  );
  expect(found).toMatchObject({ folder: [], password: 'pässwörd &1', notes: [] });
  expect(found.settings).toMatchObject({
    label: 'CIIS',
    protocol: 'ftps',
    host: 'sslftp.cohealthnet.com',
    port: 1971,
    username: 'riverside_peds',
    localFolder: 'C:\\Exports & more\\',
    remoteFolder: '/incoming/hl7',
    comments: 'Call first.\nThen send.',
    signIn: { kind: 'password' },
    options: { connections: 3 },
  });
});

it('reads folders in folders, whose names are bare text', () => {
  const text = file(
    `<Folder expanded="1">State &amp; county&#xA;${server({ Name: 'One' })}<Folder expanded="0">  Test\n` +
      `${server({ Name: 'Two' })}</Folder>${server({ Name: 'Three' })}</Folder>${server({ Name: 'Four' })}`,
  );
  const places = readFileZilla(text).sites.map(({ settings, folder }) => [
    settings.label,
    ...folder,
  ]);
  expect(places).toEqual([
    ['One', 'State & county'],
    ['Two', 'State & county', 'Test'],
    ['Three', 'State & county'],
    ['Four'],
  ]);
});

it('reads old files: the name as bare text, the password as it is, no protocol', () => {
  const { settings, password } = only(
    '<Server><Host>a.example.org</Host><Port>21</Port><User>u</User><Pass> p w </Pass>' +
      '<Logontype>1</Logontype>Old one&#xA;</Server>',
  );
  expect(settings).toMatchObject({ label: 'Old one', protocol: 'ftps' });
  expect(password).toBe(' p w ');
});

it('reads the sites that IT gives with fzdefaults.xml', () => {
  const text = `<FileZilla3><Settings><Setting name="Kiosk mode">1</Setting></Settings><Servers>${server()}</Servers></FileZilla3>`;
  expect(readFileZilla(text).sites).toHaveLength(1);
});

it('keeps to saved sites, and says where they are when there are none', () => {
  const text = `<FileZilla3><RecentServers>${server()}</RecentServers></FileZilla3>`;
  expect(readFileZilla(text)).toEqual({
    sites: [],
    identities: [],
    leftOut: [],
    notes: ['It holds no sites. FileZilla keeps them in sitemanager.xml.'],
  });
});

it.each([
  ['0', 'ftps', ['It was allowed unencrypted before; now only encrypted.']],
  ['1', 'sftp', []],
  ['4', 'ftps', []],
  ['6', 'ftps', ['It was allowed unencrypted before; now only encrypted.']],
])('brings protocol %s as %s', (number, protocol, notes) => {
  const found = only(server({ Protocol: number }));
  expect(found.settings.protocol).toBe(protocol);
  expect(found.notes).toEqual(notes);
});

it.each([
  ['2', 'It is for HTTP, not for SFTP or FTPS.'],
  ['3', 'FTPS implicit (port 990) is not supported; CIIS uses explicit.'],
  ['5', 'It is for HTTPS, not for SFTP or FTPS.'],
  ['7', 'It is for Amazon S3, not for SFTP or FTPS.'],
  ['8', 'It is for Storj, not for SFTP or FTPS.'],
  ['9', 'It is for WebDAV, not for SFTP or FTPS.'],
  ['15', 'It is for another service, not for SFTP or FTPS.'],
  ['x', "Its protocol can't be read (line 7, Protocol)."],
])('leaves out protocol %s', (number, reason) => {
  expect(readFileZilla(file(server({ Protocol: number }))).leftOut).toEqual([
    { name: 'CIIS', reason },
  ]);
});

it.each([
  ['1', 'secret', []],
  ['2', null, ['FileZilla asked for its password each time, so none comes.']],
  ['3', null, ['FileZilla asked for its password each time, so none comes.']],
  [
    '4',
    null,
    [
      'It signed in with an account besides the username. That does not come, nor does its password.',
    ],
  ],
  ['6', null, ['It signed in with a profile of FileZilla. Its password does not come.']],
  ['9', null, ['The way it signed in is not known here. Its password does not come.']],
])('sign-in %s: password %j', (number, password, notes) => {
  const found = only(server({ Logontype: number }, pass('secret')));
  expect(found.password).toBe(password);
  expect(found.notes).toEqual(notes);
});

it('leaves out anonymous sites, and those without username or host', () => {
  const text = file(
    server({ Logontype: '0' }) +
      server({ User: '' }) +
      server({ Host: '' }) +
      server({ Host: 'ftp://a/b', Name: '' }) +
      server({ Port: '70000' }),
  );
  expect(readFileZilla(text)).toMatchObject({
    sites: [],
    leftOut: [
      { name: 'CIIS', reason: 'It signs in without a username (anonymous).' },
      { reason: 'It has no username. CIIS Connect needs the one that CIIS gave.' },
      { reason: 'It has no host address.' },
      { name: 'ftp://a/b', reason: 'The host address is not one: ftp://a/b' },
      { reason: 'Its port is not a number from 1 to 65535 (line 55, Port).' },
    ],
    notes: [],
  });
});

it('signs in with the private key that is named', () => {
  const found = only(server({ Protocol: '1', Logontype: '5', Keyfile: 'C:\\keys\\ciis.ppk' }));
  expect(found.settings.signIn).toEqual({ kind: 'key', file: 'C:\\keys\\ciis.ppk' });
  expect(found.notes).toEqual([expect.stringContaining('PuTTY file (.ppk)')]);
  const nameless = only(server({ Protocol: '1', Logontype: '5' }));
  expect(nameless.settings.signIn).toEqual({ kind: 'password' });
  expect(nameless.notes).toEqual([
    'Its private key file is not named. Choose it before you connect.',
  ]);
});

it.each([
  ['<Pass encoding="crypt" pubkey="abc">c2VjcmV0</Pass>', 'master password'],
  ['<Pass encoding="base64">not base64!</Pass>', '(line 17, Pass)'],
  ['<Pass encoding="base64">/////w==</Pass>', '(line 17, Pass)'],
  [pass('a\u0007b'), '(line 17, Pass)'],
  [pass('a'.repeat(1025)), '(line 17, Pass)'],
  ['<Pass encoding="rot13">frperg</Pass>', '(line 17, Pass)'],
])('brings the site without the password of %.60s', (extra, note) => {
  const found = only(server({}, `\n${extra}`));
  expect(found.password).toBeNull();
  expect(found.notes).toEqual([expect.stringContaining(note)]);
});

it('says what does not come', () => {
  const found = only(
    server(
      {
        PasvMode: 'MODE_ACTIVE',
        EncodingType: 'Custom',
        CustomEncoding: 'cp1252',
        MaximumMultipleConnections: '25',
        RemoteDir: '1 0 8 incom',
        Name: 'n'.repeat(90),
        Comments: 'c'.repeat(4100),
      },
      '<PostLoginCommands><Command>SITE UMASK 022</Command></PostLoginCommands>' +
        '<Bookmark><Name>b</Name><Host>not.this</Host></Bookmark>',
    ),
  );
  expect(found.settings).toMatchObject({
    label: 'n'.repeat(80),
    host: 'sslftp.cohealthnet.com',
    remoteFolder: '',
    options: { connections: 10 },
  });
  expect(found.notes).toEqual([
    "Its remote folder can't be read and does not come (line 17, RemoteDir).",
    'Its name is shortened to 80 characters.',
    'Its comments are shortened to 4000 characters.',
    'It may use 10 connections at once; before it was more.',
    'It used active mode. Here it uses passive mode, which works through firewalls.',
    'Its file names had an encoding of their own. Here they are UTF-8.',
    'The commands it sent after signing in do not come.',
    'Its bookmarks do not come.',
  ]);
});

it('reads 5,000 sites', () => {
  const names = Array.from({ length: 5000 }, (_, at) => `Site ${String(at)}`);
  const text = file(names.map((name) => server({ Name: name }, pass(name))).join('\n'));
  const { sites } = readFileZilla(text);
  expect(sites.map(({ password }) => password)).toEqual(names);
});
