import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { siteSettingsSchema } from '../../shared/domain/site.ts';
import { mostSites } from './read-sites.ts';
import { obfuscated } from './testing/obfuscated.ts';
import { readWinScp } from './winscp.ts';

const session = (name: string, ...lines: string[]): string =>
  [`[Sessions\\${name}]`, ...lines, ''].join('\r\n');

function only(...lines: string[]) {
  const [site, ...more] = readWinScp(session('A', 'HostName=h', 'UserName=u', ...lines)).sites;
  expect(more).toEqual([]);
  if (site === undefined) throw new Error('no site was found');
  return site;
}

const reason = (...lines: string[]) =>
  readWinScp(session('A', 'HostName=h', 'UserName=u', ...lines)).leftOut[0]?.reason;

const realFile = `\ufeff; WinSCP 6.3
[Configuration]
Version=6.3.5.0
[Configuration\\Interface]
RandomSeedFile=%25APPDATA%25%5Cwinscp.rnd
[Sessions\\Default%20Settings]
UserName=not a site
HostName=h
[Sessions\\CIIS/%EF%BB%BFPe%C3%B1a%20clinic]
HostName=ciis.example.org
UserName=clinic-7
LocalDirectory=C:%5CUsers%5Cnurse%5CMy%20files
RemoteDirectory=/incoming/%EF%BB%BFPe%C3%B1a
Note=ask%20Ana%0D%0Afirst
Password=${obfuscated('p%w', 'clinic-7', 'ciis.example.org')}
[Sessions\\CIIS/old/FTPS]
HostName=ftps.example.org
PortNumber=1971
UserName=clinic-7
FSProtocol=5
Ftps=3
Timeout=30
PasswordPlain=%EF%BB%BFs%C3%A9cret
[SshHostKeys]
ssh-ed25519@22:ciis.example.org=0x7c63b118b878f3c2b9606a129009fe407d4a80a7724639bbd691b54c2fb2ad60,0x65a2187d69871d2d5a24da0bf9016e1abb282aea50bad149b4b9ce1579aa2ae3
dss@22:old.example.org=0x1,0x2,0x3,0x4
`;

it('reads sites, their folders and passwords, and the keys of servers', () => {
  const { sites, identities, leftOut, notes } = readWinScp(realFile);
  expect(notes).toEqual([]);
  expect(sites).toMatchObject([
    {
      settings: {
        label: 'Peña clinic',
        protocol: 'sftp',
        host: 'ciis.example.org',
        port: 22,
        username: 'clinic-7',
        localFolder: 'C:\\Users\\nurse\\My files',
        remoteFolder: '/incoming/Peña',
        comments: 'ask Ana\r\nfirst',
        options: { connectTimeout: 20 },
      },
      folder: ['CIIS'],
      password: 'p%w',
      notes: [],
    },
    {
      settings: {
        label: 'FTPS',
        protocol: 'ftps',
        port: 1971,
        minTls: '1.2',
        options: { connectTimeout: 30 },
      },
      folder: ['CIIS', 'old'],
      password: 'sécret',
      notes: [],
    },
  ]);
  expect(identities).toEqual([
    {
      host: 'ciis.example.org',
      port: 22,
      keyType: 'ssh-ed25519',
      fingerprint: 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
    },
  ]);
  expect(leftOut).toEqual([
    {
      name: 'dss of old.example.org:22',
      reason: 'The key is of a kind that is not read here. You will be asked when you connect.',
    },
  ]);
});

describe('protocols', () => {
  it('takes SCP for SFTP and says so', () => {
    expect(only('FSProtocol=0')).toMatchObject({
      settings: { protocol: 'sftp', port: 22 },
      notes: ['Its protocol was SCP; it comes as SFTP.'],
    });
    expect(only('FSProtocol=2').notes).toEqual([]);
  });

  it('takes FTP for FTPS, encrypted only', () => {
    expect(only('FSProtocol=5')).toMatchObject({
      settings: { protocol: 'ftps', port: 21 },
      notes: [
        'It was allowed unencrypted before; now only encrypted.',
        'It names no port; 21 is used.',
      ],
    });
    expect(only('FSProtocol=5', 'Ftps=2', 'PortNumber=21').notes).toEqual([]);
  });

  it.each([
    ['FTPS implicit (port 990) is not supported; CIIS uses explicit.', 'FSProtocol=5', 'Ftps=1'],
    ['WebDAV is not supported.', 'FSProtocol=6'],
    ['Amazon S3 is not supported.', 'FSProtocol=7'],
    ['Its protocol is not known (FSProtocol 44).', 'FSProtocol=44'],
    ['Its encryption is not known (Ftps 9).', 'FSProtocol=5', 'Ftps=9'],
    ['Line 4: FSProtocol is not a number.', 'FSProtocol=five'],
    ['Line 4: PortNumber is not a number.', 'PortNumber=-1'],
    ['The port is not between 1 and 65535: 70000', 'PortNumber=70000'],
  ])('%s', (expected, ...lines) => {
    expect(reason(...lines)).toBe(expected);
  });

  it('leaves out what has no host, and what belongs to a workspace', () => {
    expect(readWinScp(session('A', 'UserName=u')).leftOut[0]?.reason).toContain('no host');
    expect(reason('IsWorkspace=1')).toContain('workspace');
  });

  it('takes a username in front of the host', () => {
    const text = session(
      'A',
      'HostName=clinic@7@h',
      `Password=${obfuscated('p', 'clinic@7', 'h')}`,
    );
    expect(readWinScp(text).sites[0]).toMatchObject({
      settings: { host: 'h', username: 'clinic@7' },
      password: 'p',
    });
  });
});

describe('settings', () => {
  it.each([
    ['10', '1.0', 1],
    ['11', '1.1', 1],
    ['12', '1.2', 0],
    ['13', '1.2', 1],
  ])('lowest TLS %s becomes %s', (written, minTls, notes) => {
    const site = only('FSProtocol=5', 'Ftps=3', 'PortNumber=21', `MinTlsVersion=${written}`);
    expect(site.settings.minTls).toBe(minTls);
    expect(site.notes).toHaveLength(notes);
  });

  it('lowest TLS is nothing for SFTP', () => {
    expect(only('MinTlsVersion=10')).toMatchObject({ settings: { minTls: '1.2' }, notes: [] });
  });

  it('keeps the time limit within bounds', () => {
    expect(only('Timeout=1').settings.options.connectTimeout).toBe(5);
    expect(only('Timeout=6000')).toMatchObject({
      settings: { options: { connectTimeout: 300 } },
      notes: ['Its time limit for connecting becomes 300 seconds.'],
    });
  });

  it('signs in with the key file, without the password of another way', () => {
    const site = only('PublicKeyFile=C:%5Ckeys%5Cid.PPK', 'PasswordPlain=x');
    expect(site.settings.signIn).toEqual({ kind: 'key', file: 'C:\\keys\\id.PPK' });
    expect(site.password).toBeNull();
    expect(site.notes.join()).toContain('PPK version 2');
    expect(site.notes.join()).toContain('password does not come');
  });

  it('says what does not come', () => {
    expect(only('ProxyMethod=3', 'PostLoginCommands=umask%20077', 'Tunnel=1').notes).toEqual([
      "Its proxy does not come; the system's is used.",
      'Its SSH tunnel does not come; it connects directly.',
      'Its commands after signing in do not come.',
    ]);
    const ftps = ['FSProtocol=5', 'Ftps=3', 'PortNumber=21', 'FtpPasvMode=0'];
    expect(only(...ftps).notes).toEqual([
      'It used active mode. Here it uses passive mode, which works through firewalls.',
    ]);
  });

  it('shortens a name that is too long', () => {
    const text = session('x'.repeat(200), 'HostName=h', 'UserName=u');
    expect(readWinScp(text).sites[0]?.settings.label).toBe('x'.repeat(80));
  });
});

describe('passwords', () => {
  it('leaves those alone that a master password locks', () => {
    const text =
      '[Configuration\\Security]\nUseMasterPassword=1\n' +
      session('A', 'HostName=h', 'UserName=u', 'Password=A35D0102030405');
    expect(readWinScp(text).sites[0]).toMatchObject({
      password: null,
      notes: ["Its password is locked with WinSCP's master password and does not come."],
    });
  });

  it('says that one is damaged, and nothing of it', () => {
    const { password, notes } = only('Password=A35Cabcdef');
    expect(password).toBeNull();
    expect(notes).toEqual(["Its password can't be read and does not come."]);
  });

  it('has none where none is saved, or an empty one', () => {
    expect(only()).toMatchObject({ password: null, notes: [] });
    expect(only(`Password=${obfuscated('', 'u', 'h')}`)).toMatchObject({
      password: null,
      notes: [],
    });
  });
});

it('takes the key that a site names for its server', () => {
  const digest = '+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';
  const key = `SshHostKey=ssh-ed25519%20255%20${digest}`;
  const text = session('A', 'HostName=h', 'UserName=u', 'PortNumber=2222', key);
  expect(readWinScp(text).identities).toEqual([
    { host: 'h', port: 2222, keyType: 'ssh-ed25519', fingerprint: `SHA256:${digest}` },
  ]);
});

describe('odd files', () => {
  it('says where to look when there are no sites', () => {
    for (const empty of ['', '[Configuration]\nVersion=6\n']) {
      expect(readWinScp(empty).notes.join()).toContain('Export/Backup Configuration');
    }
  });

  it('reads what it can of a damaged file, and names the line', () => {
    const cut = realFile.slice(0, realFile.indexOf('UserName=clinic-7') + 4);
    const { sites, leftOut, notes } = readWinScp(cut);
    expect(sites).toEqual([]);
    expect(leftOut[0]?.reason).toContain('no username');
    expect(notes).toEqual(['Line 11 could not be read and did not come.']);
  });

  it('reads 5,000 sites', () => {
    const many = Array.from({ length: 5_000 }, (_, at) =>
      session(`F/Site%20${String(at)}`, 'HostName=h', `UserName=u${String(at)}`),
    );
    const { sites } = readWinScp(many.join(''));
    expect(sites).toHaveLength(5_000);
    expect(sites[4_999]?.settings).toMatchObject({ label: 'Site 4999', username: 'u4999' });
  });

  it('refuses more sites than anybody has', () => {
    const many = Array.from({ length: mostSites + 1 }, (_, at) => session(String(at)));
    expect(() => readWinScp(many.join(''))).toThrow(
      expect.objectContaining({ code: 'import-unreadable' }),
    );
  });

  it('bears anything', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[Sessions\\A%2Fb]',
        '[Sessions\\%EF%BB%BF%C3]',
        '[SshHostKeys]',
        'HostName=h',
        'UserName=u',
        'FSProtocol=5',
        'Ftps=0',
        'PublicKeyFile=x.ppk',
        'Password=A35C',
        'rsa2@22:h=0x1,0x2',
        '%%%=%',
      ),
      fc.string(),
      fc
        .tuple(fc.constantFrom('Note', 'Timeout', 'PortNumber', 'SshHostKey'), fc.string())
        .map(([name, value]) => `${name}=${value}`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        try {
          for (const { settings } of readWinScp(lines.join('\n')).sites) {
            expect(siteSettingsSchema.safeParse(settings).success).toBe(true);
          }
        } catch (error) {
          expect(error).toMatchObject({ name: 'AppError', code: 'import-unreadable' });
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
