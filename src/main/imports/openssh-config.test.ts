import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { readOpenSshConfig } from './openssh-config.ts';

const config = (...lines: readonly string[]) => readOpenSshConfig(lines.join('\n'));

const facts = (...lines: readonly string[]) =>
  config(...lines).sites.map(({ settings: { label, host, port, username, signIn } }) => ({
    ...{ label, host, port, username },
    key: signIn.kind === 'key' ? signIn.file : null,
  }));

function refusal(text: string): AppError {
  try {
    readOpenSshConfig(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('it was read');
}

describe('a host of an OpenSSH config', () => {
  it('is an SFTP site without a password', () => {
    const { sites, leftOut } = config(
      '# clinic',
      'Host ciis',
      '  HostName sftp.example.org',
      '  Port 2222',
      '  User clinic-7',
    );
    expect(leftOut).toEqual([]);
    expect(sites).toMatchObject([
      {
        settings: {
          ...{ label: 'ciis', protocol: 'sftp', host: 'sftp.example.org', port: 2222 },
          ...{ username: 'clinic-7', signIn: { kind: 'password' } },
        },
        ...{ folder: [], password: null, notes: [] },
      },
    ]);
  });

  it('has the first value of each setting, whatever is between its blocks', () => {
    expect(
      facts(
        'User everybody',
        'Host ciis other',
        'Port 2201',
        'Port 2202',
        'Host *.org',
        'Port 1',
        'Host ciis',
        'HostName a.example.org',
        'Host *',
        'Port 2203',
        'HostName b.example.org',
      ),
    ).toEqual([
      { label: 'ciis', host: 'a.example.org', port: 2201, username: 'everybody', key: null },
      { label: 'other', host: 'b.example.org', port: 2201, username: 'everybody', key: null },
    ]);
  });

  it('has the settings of the patterns that fit its name, but not of those that leave it out', () => {
    expect(
      facts(
        'Host lab-1',
        'Host lab-22 lab-3',
        'Host lab-? !lab-3',
        'User one',
        'Host *-*2',
        'User two',
        'Match all',
        'User rest',
      ).map(({ label, username }) => [label, username]),
    ).toEqual([
      ['lab-1', 'one'],
      ['lab-22', 'two'],
      ['lab-3', 'rest'],
    ]);
  });

  it('is read with quotes, "=", comments, any case and ends of lines of Windows', () => {
    const text =
      'HOST="my clinic" # where we send\r\n\tUser = \'clinic 7\'\r\nIdentityFile "C:\\keys\\my key"\r\nhostname=h.example\r\n';
    expect(facts(text)).toEqual([
      {
        ...{ label: 'my clinic', host: 'h.example', port: 22, username: 'clinic 7' },
        key: 'C:\\keys\\my key',
      },
    ]);
  });

  it('has its own name in its host name', () => {
    expect(facts('Host a b', 'User u', 'HostName %h.example.org').map(({ host }) => host)).toEqual([
      'a.example.org',
      'b.example.org',
    ]);
    expect(config('Host a', 'User u', 'HostName %n.example.org').leftOut).toHaveLength(1);
  });

  it('signs in with its first key, and says what the program can not find by itself', () => {
    const { sites } = config(
      'Host a',
      'IdentityFile ~/.ssh/id_a',
      'Host b',
      'IdentityFile none',
      'Host c',
      'IdentityFile /keys/c',
      'Host *',
      'User u',
      'IdentityFile /keys/all',
    );
    expect(sites.map(({ settings }) => settings.signIn)).toEqual([
      { kind: 'key', file: '~/.ssh/id_a' },
      { kind: 'password' },
      { kind: 'key', file: '/keys/c' },
    ]);
    expect(sites[0]?.notes.join(' ')).toMatch(/only the first.*"~" is your home folder/i);
    expect(sites[2]?.notes).toEqual(['Only the first of its key files comes.']);
  });

  it('says that the way through another computer does not come', () => {
    const { sites } = config(
      'Host a',
      'ProxyJump gate.example',
      'Host b',
      'ProxyCommand ssh -W "%h:%p gate',
      'Host c',
      'ProxyJump none',
      'Host *',
      'User u',
      'ProxyCommand nc %h %p',
    );
    const ways = sites.map(({ notes }) => /\((\w+)\)/.exec(notes[0] ?? '')?.[1] ?? null);
    expect(ways).toEqual(['ProxyJump', 'ProxyCommand', null]);
  });
});

describe('what can not come from an OpenSSH config', () => {
  it('is said with its reason', () => {
    const { sites, leftOut } = config(
      'Include conf.d/*',
      'Host nobody',
      'Host "bad host/x"',
      'User u',
      'Host port-7',
      'User u',
      'Port ssh',
      'Host *.org',
      'Match host x exec "test -f \'y"',
      'User v',
    );
    expect(sites).toEqual([]);
    expect(leftOut.map(({ name, reason }) => [name, reason.slice(0, 20)])).toEqual([
      ['nobody', 'It has no username: '],
      ['bad host/x', 'The host address is '],
      ['port-7', 'Its port is no numbe'],
      ['Include, line 1', 'It names other files'],
      ['*.org', 'It stands for severa'],
      ['Match, line 9', 'Settings under a con'],
    ]);
    expect(leftOut[2]?.reason).toContain('(line 7)');
  });

  it('is nothing of a file without hosts', () => {
    expect(config('', '# nothing', 'Host *', 'User u')).toEqual({
      ...{ sites: [], identities: [], leftOut: [], notes: [] },
    });
  });
});

describe('an OpenSSH config that can not be read', () => {
  it('is refused with line and field, and nothing that stands there', () => {
    for (const [text, detail] of [
      ['Host a\n  User "secret', 'Line 2: user: a quotation mark is missing.'],
      ['Host a\nPort', 'Line 2: port: the value is missing.'],
      ['Host # a', 'Line 1: Host: the name is missing.'],
      ['\n\n<secret>', 'Line 3: this is no setting of OpenSSH.'],
    ] as const) {
      expect(refusal(text).toFailure()).toEqual({ code: 'import-unreadable', detail });
    }
  });

  it('is refused where it has too many hosts, or patterns that would take for ever', () => {
    const many = Array.from({ length: 10_001 }, (_, index) => `Host h${String(index)}`).join('\n');
    expect(refusal(many).detail).toContain('Line 10001: there are more than 10000');
    const names = Array.from(
      { length: 5000 },
      (_, index) => `Host ${'a'.repeat(200)}${String(index)}`,
    );
    const patterns = Array.from({ length: 1000 }, () => `Host ${'*a'.repeat(40)}b`);
    expect(refusal([...names, ...patterns].join('\n')).detail).toContain('too many patterns');
  });
});

describe('any text', () => {
  it('of 5,000 hosts is read', () => {
    const hosts = Array.from({ length: 5000 }, (_, index) => [
      `Host site-${String(index)}`,
      `  HostName h${String(index)}.example.org`,
    ]);
    const { sites } = config(...hosts.flat(), 'Host *', 'User clinic');
    expect(sites).toHaveLength(5000);
    expect(sites[4999]?.settings).toMatchObject({
      host: 'h4999.example.org',
      username: 'clinic',
    });
  });

  it('is read or refused as unreadable', () => {
    const word = fc.constantFrom(
      ...['Host', 'hostname', 'Port', 'User', 'IdentityFile', 'Match', 'Include', 'ProxyJump'],
      ...[' ', '=', '"', "'", '\\', '#', '*', '!', '?', '%h', '%', '\n', '\r\n', '\t', 'a', '22'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        try {
          const { sites } = readOpenSshConfig(each);
          for (const { settings } of sites) expect(settings.protocol).toBe('sftp');
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'AppError', code: 'import-unreadable' });
        }
      }),
    );
  });
});
