import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../shared/domain/check.ts';
import { AppError } from '../../shared/domain/error.ts';
import { defaultOptions, newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { SessionLog } from '../log/session-log.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { testSite } from '../transfer/testing/desk.ts';
import { filePlan, type FileParts } from './file-plan.ts';
import { failed, ok } from './step.ts';
import { entry, goodProbe, ScriptedServer } from './testing/scripted-server.ts';
import { outcomes, stepOf, walk } from './testing/walk.ts';

const sftp = testSite({ host: 'sftp.example' });
const ftps: Site = {
  ...testSite({ host: 'ftps.example' }),
  ...newSiteSettings('ftps'),
  host: 'ftps.example',
  username: 'clinic7',
};
const known = ok({ kind: 'identity', how: 'known', since: 1, validTo: null });

const freeTry = {
  kind: 'try',
  accepted: () => undefined,
  unsent: () => undefined,
  ended: () => undefined,
} as const;
const freeSignIns: FileParts['signIns'] = {
  lately: () => 0,
  begin: () => Promise.resolve(freeTry),
};
const refusedTwice: FileParts['signIns'] = { ...freeSignIns, lately: () => 2 };

function desk(change: Partial<FileParts> = {}) {
  const server = new ScriptedServer();
  const log = new SessionLog(new FakeClock());
  const parts: FileParts = {
    connect: () => server.connect,
    stored: () => Promise.resolve({ kind: 'password', password: 'made-up-secret' }),
    signIns: freeSignIns,
    prove: () => Promise.resolve(known),
    hasNetwork: () => true,
    log,
    ...change,
  };
  const check = (site: Site = sftp, heldBackAt = 2) =>
    walk(filePlan(site, site.protocol === 'ftps' ? 'ftps' : 'sftp', parts, heldBackAt));
  return { server, log, check };
}

describe('the check of an SFTP site', () => {
  it('finds everything well with one sign-in, and says goodbye', async () => {
    const { server, check } = desk();
    const done = await check();
    expect(done.verdict).toBe('ready');
    expect(done.steps.map(({ id }) => id)).toEqual(stepsOf.sftp);
    expect(server).toMatchObject({ connects: 1, closes: 1 });
    expect(server.signIns).toEqual([{ kind: 'password', password: 'made-up-secret' }]);
    expect(done.steps.map(({ finding }) => finding)).toEqual([
      { kind: 'address', address: '203.0.113.7', literal: false },
      { kind: 'port', port: 22 },
      { kind: 'link', summary: 'SSH 2.0, aes128-gcm', older: false },
      known.finding,
      { kind: 'signed-in', username: 'clinic' },
      { kind: 'folder', path: '/home', entries: 0 },
    ]);
  });

  it('tells each fact of the server once', async () => {
    const { check } = desk();
    const facts = (await check()).steps.flatMap((step) => step.facts.map(({ name }) => name));
    expect(facts).toEqual(['Address', 'Connected to', 'Cipher', 'Welcome', 'Folder', 'Features']);
  });

  it('counts what is in the start folder of the site', async () => {
    const { server, check } = desk();
    server.list = () => Promise.resolve([entry('a.hl7'), entry('b.hl7')]);
    const done = await check(testSite({ remoteFolder: 'incoming' }));
    expect(stepOf(done, 'folder').finding).toEqual({
      kind: 'folder',
      path: '/home/incoming',
      entries: 2,
    });
    expect(server.looked).toEqual(['/home/incoming']);
  });

  it('takes a folder that may not be listed for a good one', async () => {
    const { server, check } = desk();
    server.list = () => Promise.reject(new AppError('remote-listing-refused'));
    const done = await check();
    expect(done.verdict).toBe('ready');
    expect(stepOf(done, 'folder').finding).toMatchObject({ entries: null });
  });

  it('says that a start folder is not there', async () => {
    const { server, check } = desk();
    server.list = () => Promise.reject(new AppError('remote-not-found'));
    expect(outcomes(await check()).at(-1)).toBe('folder failed remote-not-found');
    expect(server.closes).toBe(1);
  });

  it('waits less long than an upload does', async () => {
    const { server, check } = desk();
    await check(
      testSite({ options: { ...defaultOptions('sftp'), idleTimeout: 600, keepAlive: 5 } }),
    );
    expect(server.targets[0]?.options).toMatchObject({ connectTimeout: 10, idleTimeout: 30 });
    await check(testSite({ options: { ...defaultOptions('sftp'), connectTimeout: 5 } }));
    expect(server.targets[1]?.options.connectTimeout).toBe(5);
  });

  it('tells in the session log what the connection said', async () => {
    const { log, check } = desk();
    await check();
    expect(log.lines().map(({ siteId, text }) => [siteId, text])).toEqual([
      ['site-1', 'Signing in as clinic'],
    ]);
  });
});

describe('where a connect breaks', () => {
  it.each([
    ['name', new AppError('host-not-found'), 'name failed host-not-found'],
    ['port', new AppError('port-silent'), 'port failed port-silent'],
    ['secure-link', new AppError('tls-cut'), 'secure-link failed tls-cut'],
    ['identity', new AppError('link-lost'), 'identity failed link-lost'],
    ['signed-in', new AppError('login-refused'), 'sign-in failed login-refused'],
    ['opened', new AppError('not-supported'), 'folder failed not-supported'],
  ] as const)('before "%s", the step that waited for it fails', async (at, why, last) => {
    const { server, check } = desk();
    server.trouble = { at, with: why };
    const done = await check();
    expect(done.verdict).toBe('failed');
    expect(outcomes(done).filter((each) => each.includes('failed'))).toEqual([last]);
    const index = done.steps.findIndex(({ outcome }) => outcome === 'failed');
    expect(done.steps.slice(0, index).every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(done.steps.slice(index + 1).every(({ outcome }) => outcome === 'not-reached')).toBe(
      true,
    );
  });

  it('says that there is no network at all, when there is none', async () => {
    const trouble = { at: 'name', with: new AppError('host-not-found', 'ENOTFOUND') } as const;
    const failure = async (host: string, online: boolean) => {
      const { server, check } = desk({ hasNetwork: () => online });
      server.trouble = trouble;
      return outcomes(await check(testSite({ host })))[0];
    };
    expect(await failure('sftp.example', true)).toBe('name failed host-not-found');
    expect(await failure('sftp.example', false)).toBe('name failed no-network');
    expect(await failure('localhost', false)).toBe('name failed host-not-found');
  });

  it('calls a name without any answer not found', async () => {
    const { server, check } = desk();
    server.trouble = { at: 'name', with: new AppError('port-silent') };
    expect(outcomes(await check())[0]).toBe('name failed host-not-found');
  });

  it('an address has no name to look up', async () => {
    const { check } = desk();
    const done = await check(testSite({ host: '203.0.113.7' }));
    expect(stepOf(done, 'name').finding).toMatchObject({ literal: true });
  });
});

describe('the identity', () => {
  it('that is refused ends the check before anything secret is sent', async () => {
    const facts = [{ name: 'Fingerprint', value: 'SHA256:x' }];
    const { server, check } = desk({
      prove: () => Promise.resolve(failed({ code: 'tls-inspected', detail: 'd' }, facts)),
    });
    const done = await check();
    expect(stepOf(done, 'identity')).toMatchObject({
      outcome: 'failed',
      failure: { code: 'tls-inspected', detail: 'd' },
      facts,
    });
    expect(server.signIns).toEqual([]);
  });

  it('is judged for the host and port of the site', async () => {
    const asked: unknown[] = [];
    const { check } = desk({
      prove: ({ id, host, port }, presented) => {
        asked.push([id, host, port, presented.keyType]);
        return Promise.resolve(known);
      },
    });
    await check();
    expect(asked).toEqual([['site-1', 'sftp.example', 22, 'ssh-rsa']]);
  });

  it('while a person looks at it nothing is sent, and stopping withdraws the question', async () => {
    const stop = new AbortController();
    let withdrawn = false;
    const { server } = desk();
    const plan = filePlan(
      sftp,
      'sftp',
      {
        connect: () => server.connect,
        stored: () => Promise.reject(new Error('must not be asked for')),
        signIns: freeSignIns,
        prove: (_place, _presented, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              withdrawn = true;
              reject(new AppError('cancelled'));
            });
            stop.abort();
          }),
        hasNetwork: () => true,
        log: { add: () => undefined },
      },
      2,
    );
    const done = await walk(plan, stop.signal);
    expect(done.verdict).toBe('stopped');
    expect(outcomes(done).slice(3)).toEqual([
      'identity not-reached',
      'sign-in not-reached',
      'folder not-reached',
    ]);
    expect(withdrawn).toBe(true);
    expect(server.signIns).toEqual([]);
  });
});

describe('signing in', () => {
  it('is left out without a stored password, and then nothing is sent', async () => {
    const { server, check } = desk({ stored: () => Promise.resolve(null) });
    const done = await check();
    expect(done.verdict).toBe('incomplete');
    expect(stepOf(done, 'sign-in')).toMatchObject({
      outcome: 'skipped',
      finding: { kind: 'no-password' },
    });
    expect(outcomes(done).at(-1)).toBe('folder not-reached');
    expect(server).toMatchObject({ connects: 1, signIns: [], closes: 0 });
  });

  it('is held back after two refusals, unless the person insists', async () => {
    const { server, check } = desk({ signIns: refusedTwice });
    const done = await check();
    expect(done.verdict).toBe('incomplete');
    expect(stepOf(done, 'sign-in').finding).toEqual({ kind: 'sign-in-held-back', refused: 2 });
    expect(server.signIns).toEqual([]);
    expect((await check(sftp, 3)).verdict).toBe('ready');
    expect(server.signIns).toHaveLength(1);
  });

  it('is held back too when others of the account were refused while it waited for its turn', async () => {
    const begin = () => Promise.resolve({ kind: 'held-back', refused: 2 } as const);
    const { server, check } = desk({ signIns: { lately: () => 1, begin } });
    expect(stepOf(await check(), 'sign-in').finding).toEqual({
      kind: 'sign-in-held-back',
      refused: 2,
    });
    expect(server.signIns).toEqual([]);
  });

  it('tells how the one sign-in ended', async () => {
    const told: unknown[] = [];
    const begin = () =>
      Promise.resolve({
        kind: 'try',
        accepted: () => void told.push('accepted'),
        unsent: () => void told.push('unsent'),
        ended: (why: unknown) => void told.push(why),
      } as const);
    const { server, check } = desk({ signIns: { lately: () => 0, begin } });
    await check();
    const refused = new AppError('login-refused', '530');
    server.trouble = { at: 'signed-in', with: refused };
    await check();
    expect(told).toEqual(['accepted', refused]);
  });

  it('sends nothing to a server that has gone while the keychain was asked', async () => {
    const told: string[] = [];
    const begin = () =>
      Promise.resolve({ ...freeTry, unsent: () => void told.push('unsent') } as const);
    const { server, check } = desk({
      signIns: { lately: () => 0, begin },
      stored: () => {
        server.end(new AppError('link-lost'));
        return Promise.resolve({ kind: 'password', password: 'made-up-secret' });
      },
    });
    expect(outcomes(await check())).toContain('sign-in failed link-lost');
    expect(told).toEqual(['unsent']);
    expect(server.signIns).toEqual([]);
  });

  it('that is refused is not tried again', async () => {
    const { server, check } = desk();
    server.trouble = { at: 'signed-in', with: new AppError('login-refused', '530') };
    await check();
    expect(server).toMatchObject({ connects: 1 });
    expect(server.signIns).toHaveLength(1);
  });

  it('with a private key that can not be read says so, and sends nothing', async () => {
    const { server, check } = desk({
      stored: () => Promise.reject(new AppError('key-unreadable', 'ENOENT')),
    });
    expect(outcomes(await check())).toContain('sign-in failed key-unreadable');
    expect(server.signIns).toEqual([]);
  });
});

describe('the check of an FTPS site', () => {
  it('looks for its folder without listing it, and lists through one data link', async () => {
    const { server, check } = desk();
    server.list = () => Promise.reject(new Error('must not be listed'));
    const done = await check(ftps);
    expect(done.verdict).toBe('ready');
    expect(done.steps.map(({ id }) => id)).toEqual(stepsOf.ftps);
    expect(server.looked).toEqual([]);
    expect(stepOf(done, 'folder').finding).toEqual({ kind: 'folder-there', path: '/home' });
    const { finding, facts } = stepOf(done, 'data-ports');
    expect(finding).toEqual({ kind: 'data-port', port: 52003, named: null, listed: true });
    expect(facts).toEqual(goodProbe.facts);
  });

  it('says so of a start folder that is not there', async () => {
    const { server, check } = desk();
    server.hasFolder = () => Promise.reject(new AppError('remote-not-found'));
    const done = await check({ ...ftps, remoteFolder: '/in' });
    expect(outcomes(done)).toContain('folder failed remote-not-found');
    expect(server.looked).toEqual(['/in']);
  });

  it('goes on from a start folder that the account may not look at, and says so', async () => {
    const { server, check } = desk();
    server.hasFolder = () => Promise.resolve(false);
    const done = await check({ ...ftps, remoteFolder: '/in' });
    expect(done.verdict).toBe('ready');
    expect(stepOf(done, 'folder')).toMatchObject({
      outcome: 'warn',
      finding: { kind: 'folder-unseen', path: '/in' },
    });
    expect(outcomes(done).at(-1)).toBe('data-ports ok');
  });

  it('warns of another address that the server names, and says why data ports fail', async () => {
    const { server, check } = desk();
    server.probe = () => Promise.resolve({ ...goodProbe, named: '10.0.0.5' });
    const lying = await check(ftps);
    expect(lying.verdict).toBe('ready');
    expect(stepOf(lying, 'data-ports')).toMatchObject({
      outcome: 'warn',
      finding: { named: '10.0.0.5' },
    });
    server.probe = () => Promise.reject(new AppError('data-port-dropped'));
    expect(outcomes(await check(ftps)).at(-1)).toBe('data-ports failed data-port-dropped');
  });
});
