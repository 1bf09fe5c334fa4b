import { describe, expect, it } from 'vitest';
import { UsageError } from './command.ts';
import { parse } from './parse.ts';

function refusal(...args: string[]): UsageError {
  try {
    parse(args);
  } catch (thrown) {
    if (thrown instanceof UsageError) return thrown;
    throw thrown;
  }
  throw new Error(`not refused: ${args.join(' ')}`);
}

describe('the arguments of an upload', () => {
  it('are a site, files and where to', () => {
    expect(parse(['upload', 'CIIS SFTP', 'a.hl7', 'b', '--to', '/in', '--json'])).toEqual({
      command: {
        kind: 'upload',
        site: 'CIIS SFTP',
        paths: ['a.hl7', 'b'],
        to: '/in',
        json: true,
        allowEmpty: false,
        anyFile: false,
        again: false,
        insist: false,
        overrides: {},
      },
      global: {
        dataDir: null,
        secretsFile: null,
        acceptNewIdentity: false,
        fingerprint: null,
        quiet: false,
        verbose: false,
        passwordStdin: false,
      },
    });
  });

  it('take global options before and after the verb', () => {
    const before = parse(['--data-dir', '/d', '--accept-new-identity', 'upload', 'S', 'f', '-q']);
    const after = parse(['upload', 'S', 'f', '--accept-new-identity', '--data-dir=/d', '--quiet']);
    expect(before).toEqual(after);
    expect(before.global).toMatchObject({ dataDir: '/d', acceptNewIdentity: true, quiet: true });
    const { global } = parse(['upload', 'S', 'f', '--secrets-file', 'kept.json']);
    expect(global).toMatchObject({ secretsFile: 'kept.json' });
  });

  it('may name files that look like options after "--"', () => {
    const { command } = parse(['upload', 'S', '--', '--password', '-x.hl7']);
    expect(command).toMatchObject({ paths: ['--password', '-x.hl7'] });
  });

  it('may say otherwise than the site how it is done', () => {
    const upload = (...options: readonly string[]) =>
      parse(['upload', 'S', 'f', ...options]).command;
    expect(
      upload('--files-at-a-time', '64', '--connections=10', '--on-exists', 'numerate'),
    ).toMatchObject({ overrides: { filesAtATime: 64, connections: 10, onExists: 'numerate' } });
    for (const [typed, kib] of [
      ['500', 500],
      ['500k', 500],
      ['2m', 2048],
      ['2M', 2048],
      ['0', 0],
    ] as const)
      expect(upload('--limit', typed)).toMatchObject({ overrides: { speedLimit: kib } });
    expect(upload('--again', '--insist')).toMatchObject({ again: true, insist: true });
  });

  it.each([
    [['--files-at-a-time', '65'], '1 to 64'],
    [['--files-at-a-time', '0'], '1 to 64'],
    [['--files-at-a-time', '1e1'], '1 to 64'],
    [['--connections', '11'], '1 to 10'],
    [['--limit', '2g'], 'KiB a second'],
    [['--limit', '10000001'], 'KiB a second'],
    [['--limit', '99999999m'], 'KiB a second'],
    [['--limit', '-1'], 'KiB a second'],
    [['--on-exists', 'ask'], 'overwrite, skip, rename, resume, numerate'],
    [['--on-exists', 'burn\u001b'], 'and not "burn'],
  ] as const)('%j is a mistake that is named', (args, words) => {
    const { message, topic } = refusal('upload', 'S', 'f', ...args);
    expect(message).toContain(words);
    expect(message).not.toContain('\u001b');
    expect(topic).toBe('upload');
  });

  it('need a site and a file', () => {
    expect(refusal('upload').message).toContain('which site');
    expect(refusal('upload', 'S')).toMatchObject({ topic: 'upload' });
    expect(refusal('upload', 'S', '').message).toContain('empty name');
  });
});

describe('the arguments of inspect and send', () => {
  it('are files, and for whom', () => {
    expect(parse(['inspect', 'a.hl7', 'b', '--for', 'CIIS SFTP', '--json']).command).toEqual({
      kind: 'inspect',
      paths: ['a.hl7', 'b'],
      site: 'CIIS SFTP',
      json: true,
    });
    expect(parse(['inspect', 'a.hl7']).command).toMatchObject({ site: null, json: false });
    expect(refusal('inspect')).toMatchObject({ topic: 'inspect' });
    expect(refusal('inspect', 'a', '--for', '').message).toContain('empty name');
  });

  it('are a site, files, where the answers go and what is known', () => {
    const more = ['--answers', 'x.hl7', '--summary=x.csv', '--yes', 'file-cut-off, not-utf-8'];
    expect(parse(['send', 'Gateway', 'a', '--limit', '2']).command).toMatchObject({ atATime: 2 });
    expect(refusal('send', 'Gateway', 'a', '--limit', '0').message).toContain('1 to 16');
    expect(parse(['send', 'Gateway', 'a.hl7', ...more]).command).toEqual({
      kind: 'send',
      site: 'Gateway',
      paths: ['a.hl7'],
      json: false,
      answers: 'x.hl7',
      summary: 'x.csv',
      atATime: null,
      yes: ['file-cut-off', 'not-utf-8'],
    });
    expect(refusal('send').message).toContain('which site');
    expect(refusal('send', 'Gateway').message).toContain('which files');
    expect(refusal('send', 'Gateway', 'a', '--yes', 'whatever').message).toContain('"whatever"');
    expect(refusal('send', 'Gateway', 'a', '--to', '/in').message).toContain('does not take --to');
  });
});

describe('the arguments of sites', () => {
  it('show, add and remove', () => {
    expect(parse(['sites', '--json']).command).toEqual({ kind: 'sites-list', json: true });
    expect(parse(['sites', 'remove', 'My site']).command).toEqual({
      kind: 'sites-remove',
      site: 'My site',
    });
    const { command } = parse(
      'sites add --label L --protocol ftps --host h.example --port 1971 --username u --remote-dir /in --min-tls 1.0'.split(
        ' ',
      ),
    );
    expect(command).toMatchObject({
      kind: 'sites-add',
      settings: {
        label: 'L',
        protocol: 'ftps',
        host: 'h.example',
        port: 1971,
        username: 'u',
        remoteFolder: '/in',
        minTls: '1.0',
      },
    });
  });

  it('fill in the CIIS services from their preset', () => {
    const { command } = parse(['sites', 'add', '--preset', 'ciis-ftps', '--username', 'clinic7']);
    expect(command).toMatchObject({
      settings: {
        label: 'CIIS FTPS',
        host: 'sslftp.cohealthnet.com',
        port: 1971,
        username: 'clinic7',
        options: { passivePorts: { from: 52000, to: 52040 } },
      },
    });
  });

  it.each([
    [['--protocol', 'ftp'], '--protocol is sftp, ftps, soap or web'],
    [['--protocol', 'sftp', '--label', 'L', '--host', 'sftp://h', '--username', 'u'], '--host'],
    [['--protocol', 'sftp', '--label', 'L', '--host', 'h', '--port', '70000'], '--port'],
    [['--protocol', 'sftp', '--label', 'L', '--host', 'h', '--port', '2x'], '--port'],
    [['--protocol', 'sftp', '--label', 'L', '--host', 'h'], '--username'],
    [['--protocol', 'sftp', '--host', 'h', '--username', 'u'], '--label'],
    [['--protocol', 'ftps', '--key-file', 'k'], '--key-file is for SFTP'],
    [['--protocol', 'ftps', '--min-tls', '1.3'], '--min-tls'],
    [['--preset', 'ciis'], '--preset is ciis-sftp, ciis-ftps, ciis-realtime-test'],
    [['--protocol', 'sftp', '--url', 'https://h.example'], '--url is for Real-time and Web upload'],
    [['--protocol', 'sftp', '--min-tls', '1.0'], '--min-tls is for FTPS, Real-time and Web upload'],
    [['--protocol', 'sftp', '--data-ports', '1-2'], '--data-ports is for FTPS sites'],
    [['--protocol', 'ftps', '--data-ports', '52000'], '--data-ports is the first and the last'],
    [
      ['--preset', 'ciis-ftps', '--username', 'u', '--data-ports', '9-8'],
      '--data-ports: The first',
    ],
    [['--protocol', 'ftps', '--older-algorithms'], '--older-algorithms is for SFTP sites'],
    [['--protocol', 'web', '--host', 'h.example'], '--host is for SFTP and FTPS sites'],
    [['--protocol', 'soap', '--port', '443'], '--port is for SFTP and FTPS sites'],
    [['--protocol', 'soap', '--key-file', 'k'], '--key-file is for SFTP'],
    [['--protocol', 'web', '--username', 'u'], '--username is for SFTP, FTPS and Real-time sites'],
    [['--protocol', 'web', '--label', 'L'], '--url: Enter a web address'],
    [
      ['--protocol', 'web', '--label', 'L', '--url', 'http://h.example'],
      '--url: Enter a web address',
    ],
    [['--protocol', 'web', '--label', 'L', '--url', 'https://u:p@h.example'], '--url: Enter'],
    [['--preset', 'ciis-realtime', '--username', 'u'], '--facility-id: Enter the facility ID'],
    [['--preset', 'ciis-realtime', '--facility-id', 'F'], '--username: Enter the username'],
    [['--preset', 'ciis-web', '--protocol', 'soap'], 'ciis-web is web already'],
  ])('are refused by name: %j', (options, part) => {
    expect(refusal('sites', 'add', ...options).message).toContain(part);
  });
});

describe('the arguments of a site with a web address', () => {
  const settingsOf = (...options: readonly string[]) => {
    const { command } = parse(['sites', 'add', ...options]);
    if (command.kind !== 'sites-add') throw new Error(command.kind);
    return command.settings;
  };
  const account = ['--username', 'u', '--facility-id', 'F1'];

  it('are the address, from which host and port follow', () => {
    const url = 'https://cig.example:8443/Service';
    expect(
      settingsOf(
        '--label',
        'G',
        '--protocol',
        'soap',
        '--url',
        url,
        ...account,
        '--check-mornings',
      ),
    ).toMatchObject({
      protocol: 'soap',
      url,
      wsdlUrl: '',
      host: 'cig.example',
      port: 8443,
      username: 'u',
      facilityId: 'F1',
      checkMornings: true,
    });
    expect(
      settingsOf('--label', 'P', '--protocol', 'web', '--url', 'https://up.example'),
    ).toMatchObject({ protocol: 'web', host: 'up.example', port: 443, username: '' });
  });

  it('are what CIIS gives, for its own', () => {
    expect(settingsOf('--preset', 'ciis-web')).toMatchObject({
      host: 'cohealthnet.com',
      port: 447,
    });
    expect(settingsOf('--preset', 'ciis-realtime-test', ...account)).toMatchObject({
      label: 'CIIS Real-time (Test)',
      wsdlUrl: 'https://cigtest.state.co.us/CIGwsdl/CIGService.wsdl',
      facilityId: 'F1',
    });
  });

  it('need no description address for a gateway of CIIS, which is known', () => {
    const url = 'https://cig.state.co.us/CIGService/ImmunizationService';
    const typed = ['--label', 'G', '--protocol', 'soap', '--url', url, ...account];
    expect(settingsOf(...typed).wsdlUrl).toBe('https://cig.state.co.us/CIGwsdl/CIGService.wsdl');
    expect(settingsOf(...typed, '--wsdl', 'https://o.example/x').wsdlUrl).toBe(
      'https://o.example/x',
    );
  });

  it('do not keep the description of another gateway', () => {
    const url = 'https://cig.example/Service';
    expect(settingsOf('--preset', 'ciis-realtime', '--url', url, ...account)).toMatchObject({
      host: 'cig.example',
      wsdlUrl: '',
    });
  });
});

it('takes the data ports of an FTPS site', () => {
  const { command } = parse(
    'sites add --label L --protocol ftps --host h.example --username u --data-ports 50000-50010'.split(
      ' ',
    ),
  );
  expect(command).toMatchObject({
    settings: { options: { passivePorts: { from: 50_000, to: 50_010 } } },
  });
});

describe('the arguments of a check', () => {
  it('are sites, or all of them', () => {
    expect(parse(['check', 'CIIS SFTP', 'B', '--json', '--insist']).command).toEqual({
      kind: 'check',
      sites: ['CIIS SFTP', 'B'],
      json: true,
      sweep: false,
      insist: true,
    });
    expect(parse(['check', '--all', '--sweep']).command).toMatchObject({ sites: [], sweep: true });
  });

  it.each([
    [['check'], 'which site to check, or --all'],
    [['check', ''], 'which site to check, or --all'],
    [['check', '--all', 'CIIS SFTP'], 'name none beside it'],
    [['check', 'S', '--to', '/in'], '"check" does not take --to'],
  ])('are refused by name: %j', (args, part) => {
    expect(refusal(...args)).toMatchObject({ message: expect.stringContaining(part) as string });
  });
});

describe('what is never taken', () => {
  it.each([['--password', 'hunter2'], ['--password=hunter2'], ['--pass', 'hunter2']])(
    'is a password on the command line, and it is not repeated: %s',
    (...args) => {
      const { message } = refusal('upload', 'S', 'f', ...args);
      expect(message).toContain('never taken from the command line');
      expect(message).not.toContain('hunter2');
    },
  );

  it.each([
    [[], 'Say what to do'],
    [['transmit'], 'no command "transmit"'],
    [['upload', 'S', 'f', '--wrong=secret'], 'no option --wrong.'],
    [['upload', 'S', 'f', '--toString'], 'no option --toString.'],
    [['upload', 'S', 'f', '--json=1'], '--json takes no value'],
    [['upload', 'S', 'f', '--to'], '--to needs a value'],
    [['upload', 'S', 'f', '--to', '--json'], '--to needs a value'],
    [['upload', 'S', 'f', '--host', 'h'], '"upload" does not take --host'],
    [['sites', 'list'], 'add, remove'],
    [['sites', 'remove', 'a', 'b'], 'One site at a time'],
    [['password'], 'password set SITE'],
    [['password', 'set', 'S', 'hunter2'], 'never an argument'],
    [['sites', '--quiet', '--verbose'], 'exclude each other'],
    [['sites', '--fingerprint', 'SHA1:abc'], '--fingerprint is SHA256:'],
  ])('are words without sense: %j', (args, part) => {
    expect(refusal(...args).message).toContain(part);
  });

  it('hides what a terminal would obey', () => {
    expect(refusal('\u001b[2J').message).not.toContain('\u001b');
  });
});

describe('help and version', () => {
  it('come before everything else that was typed', () => {
    expect(parse(['--version']).command).toEqual({ kind: 'version' });
    expect(parse(['upload', '--help']).command).toEqual({ kind: 'help', topic: 'upload' });
    expect(parse(['help', 'sites']).command).toEqual({ kind: 'help', topic: 'sites' });
    expect(parse(['-h']).command).toEqual({ kind: 'help', topic: null });
  });
});

it.each([
  'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDCKrXuGgYzyAgMUmg',
  `SHA256:${'ab'.repeat(32)}`,
  Array.from({ length: 32 }, () => 'AB').join(':'),
])('takes a fingerprint as %s', (fingerprint) => {
  expect(parse(['sites', '--fingerprint', fingerprint]).global.fingerprint).toBe(fingerprint);
});

describe('importing and exporting sites', () => {
  it('takes one file', () => {
    expect(parse(['sites', 'import', 'a b.xml', '--dry-run', '--json']).command).toEqual({
      ...{ kind: 'sites-import', file: 'a b.xml' },
      ...{ withPasswords: false, dryRun: true, json: true },
    });
    expect(parse(['sites', 'import', '--with-passwords', 'x']).command).toMatchObject({
      ...{ file: 'x', withPasswords: true, dryRun: false },
    });
    expect(refusal('sites', 'import').message).toContain('which file');
    expect(refusal('sites', 'import', 'x', 'y').message).toContain('"y"');
  });

  it('writes to standard output where no file is named', () => {
    expect(parse(['sites', 'export']).command).toEqual({ kind: 'sites-export', file: null });
    expect(parse(['sites', 'export', '-']).command).toEqual({ kind: 'sites-export', file: null });
    expect(parse(['sites', 'export', 'x']).command).toEqual({ kind: 'sites-export', file: 'x' });
    expect(refusal('sites', 'export', 'x', 'y').topic).toBe('sites');
  });
});
