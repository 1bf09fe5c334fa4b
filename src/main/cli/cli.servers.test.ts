import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeServer } from '../../../e2e/servers/availability.ts';
import { startProxy, type Proxy } from '../../../e2e/servers/proxy.ts';
import { startKeyring } from '../../../scripts/keyring.mjs';
import { update } from '../hl7/testing/samples.ts';
import { startPractice, type Practice } from '../practice/practice-server.ts';
import {
  runCli,
  runCliProcess,
  startCli,
  type CliRun,
  type CliSettings,
} from './testing/run-cli.ts';

/* Full runs of the command line against the practice server; where the process itself matters (exit
   code, signals, streams, what is left behind), as a process of its own. */

function keyringAvailability(): string | undefined {
  if (process.platform !== 'linux') return 'a keyring of its own is started on Linux only';
  const missing = ['/usr/bin/gnome-keyring-daemon', '/usr/bin/dbus-daemon'].find(
    (program) => !existsSync(program),
  );
  return missing === undefined ? undefined : `${missing} is missing (gnome-keyring, dbus)`;
}

let base: string;
let dataDir: string;
let server: Practice;
const undo: (() => Promise<void>)[] = [];
const said: string[] = [];

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'ciis-cli-'));
  dataDir = join(base, 'data');
  server = await startPractice({ folder: join(base, 'server') });
  undo.push(() => server.stop());
});
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

const cli = (args: readonly string[], more: Partial<CliSettings> = {}): Promise<CliRun> =>
  runCli(args, { dataDir, ...more });

async function cliProcess(
  args: readonly string[],
  more: Partial<CliSettings> = {},
): Promise<CliRun> {
  const run = await runCliProcess(args, { dataDir, ...more });
  said.push(run.stdout, run.stderr);
  return run;
}

/** Most of these tests are about how files go, whatever is in them. */
const addSite = (
  port: number,
  label = 'Clinic',
  more: readonly string[] = ['--any-file'],
): Promise<CliRun> =>
  cli(
    ['sites', 'add', '--label', label, '--protocol', 'sftp', '--host', '127.0.0.1'].concat(
      ['--port', String(port), '--username', server.username],
      more,
    ),
  );

/** With the right password, from the environment. */
const upload = (args: readonly string[], more: Partial<CliSettings> = {}): Promise<CliRun> =>
  cli(['upload', 'Clinic', ...args], { password: server.password, ...more });

function file(name: string, bytes: string | Buffer): string {
  const path = join(base, name);
  writeFileSync(path, bytes);
  return path;
}

const arrived = (name: string): Buffer => readFileSync(join(server.folder, name));
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const pinned = (): readonly string[] => ['--fingerprint', server.hostKeyFingerprint];
const errorOf = (event: Readonly<Record<string, unknown>> | undefined): unknown => event?.['error'];

describe('an upload from the command line', () => {
  it('sends files and folders, tells each end as JSON, and ends with 0', async () => {
    await addSite(server.port);
    const one = file('one.hl7', 'MSH|one\r');
    mkdirSync(join(base, 'week', 'deep'), { recursive: true });
    file('week/two.hl7', 'MSH|two\r');
    file('week/deep/drei-ä.hl7', 'MSH|drei\r');
    const args = ['upload', 'Clinic', one, join(base, 'week'), '--json', ...pinned()];
    const run = await cliProcess(args, { password: server.password });

    expect(run.code).toBe(0);
    const transfers = run.events().filter(({ event }) => event === 'transfer');
    expect(transfers).toHaveLength(3);
    expect(transfers.find((each) => each['file'] === one)).toEqual({
      event: 'transfer',
      file: one,
      remotePath: '/one.hl7',
      status: 'verified',
      bytes: 8,
      sha256: sha256('MSH|one\r'),
      reply: 'The practice server has it',
      error: null,
    });
    expect(run.events().at(-1)).toEqual({
      event: 'summary',
      total: 3,
      verified: 3,
      accepted: 0,
      unknown: 0,
      failed: 0,
      cancelled: 0,
      skipped: 0,
      bytes: 25,
      exitCode: 0,
    });
    expect(arrived('week/deep/drei-ä.hl7').toString()).toBe('MSH|drei\r');
  });

  it('goes to the folder that --to names, or to that of the site', async () => {
    mkdirSync(join(server.folder, 'in'));
    mkdirSync(join(server.folder, 'own'));
    await addSite(server.port, 'Clinic', ['--remote-dir', '/own', '--any-file']);
    const one = file('one.hl7', 'MSH|\r');
    expect((await upload([one, '--to', '/in', ...pinned()])).code).toBe(0);
    expect(arrived('in/one.hl7').toString()).toBe('MSH|\r');
    expect((await upload([one, '--again'])).code).toBe(0);
    expect(arrived('own/one.hl7').toString()).toBe('MSH|\r');
  });

  it('takes the password from standard input', async () => {
    await addSite(server.port);
    const args = ['upload', 'Clinic', file('one.hl7', 'x'), '--password-stdin', ...pinned()];
    const run = await cliProcess(args, { input: `${server.password}\n` });
    expect(run.code).toBe(0);
  });

  it('sends the others when one is missing, and ends with 1', async () => {
    await addSite(server.port);
    const gone = join(base, 'gone.hl7');
    const run = await upload([gone, file('one.hl7', 'x'), '--json', ...pinned()]);
    expect(run.code).toBe(1);
    expect(run.events().find((each) => each['file'] === gone)).toMatchObject({
      status: 'failed',
      error: { code: 'local-not-found' },
    });
    expect(run.events().at(-1)).toMatchObject({ verified: 1, failed: 1, exitCode: 1 });
    expect(arrived('one.hl7').toString()).toBe('x');
  });

  it('refuses an empty file unless --allow-empty is given', async () => {
    await addSite(server.port);
    const empty = file('empty.hl7', '');
    const refused = await upload([empty, '--json', ...pinned()]);
    expect(refused.code).toBe(1);
    expect(refused.events()[0]).toMatchObject({ error: { code: 'local-empty' } });
    expect(readdirSync(server.folder)).toEqual([]);
    expect((await upload([empty, '--allow-empty', ...pinned()])).code).toBe(0);
    expect(arrived('empty.hl7')).toHaveLength(0);
  });

  it('of a folder without files is not a success', async () => {
    await addSite(server.port);
    mkdirSync(join(base, 'nothing'));
    const run = await upload([join(base, 'nothing'), '--json', ...pinned()]);
    expect(run.code).toBe(1);
    expect(run.events()).toMatchObject([{ event: 'summary', total: 0, exitCode: 1 }]);
  });

  it('says nothing but results on standard output, and nothing else when it is quiet', async () => {
    await addSite(server.port);
    const run = await upload([file('one.hl7', 'x'), '--quiet', ...pinned()]);
    expect(run.stderr).toBe('');
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('shows the session log with --verbose', async () => {
    await addSite(server.port);
    const run = await upload([file('one.hl7', 'x'), '--verbose', ...pinned()]);
    expect(run.stderr).toContain('SSH-2.0-');
  });
});

describe('the pre-flight check of an upload', () => {
  const clean = update() + update({ controlId: 'RS-2', identifier: '1002' });

  it('costs a clean file nothing, and changes nothing in it', async () => {
    await addSite(server.port, 'Clinic', []);
    const crlf = `\ufeff${clean.replaceAll('\r', '\r\n')}`;
    const run = await upload([file('a.hl7', clean), file('b.hl7', crlf), ...pinned()]);
    expect(run.code, run.stderr).toBe(0);
    expect(arrived('a.hl7').toString()).toBe(clean);
    expect(arrived('b.hl7').toString()).toBe(crlf);
  });

  it('leaves what looks unusual when nobody is there to be asked: 1', async () => {
    await addSite(server.port, 'Clinic', []);
    const files = [file('a.csv', 'name,born\r\n'), file('b.hl7', `FHS|^~\\&\r${clean}`)];
    const run = await upload([...files, file('c.hl7', clean), '--json', ...pinned()]);
    expect(run.code).toBe(1);
    for (const name of files) {
      expect(run.events().find((each) => each['file'] === name)).toMatchObject({
        status: 'failed',
        error: { code: 'preflight-declined' },
      });
    }
    expect(run.stderr).toContain('STOP   line 1: The file has a header (FHS) and no trailer');
    expect(run.stderr).toContain('--any-file');
    expect(run.events().at(-1)).toMatchObject({ verified: 1, failed: 2, exitCode: 1 });
    expect(readdirSync(server.folder)).toEqual(['c.hl7']);

    expect((await upload([...files, '--any-file'])).code).toBe(0);
    expect(arrived('a.csv').toString()).toBe('name,born\r\n');
  });

  it('leaves what was sent before, and a second copy, unless --again is given: 1', async () => {
    await addSite(server.port, 'Clinic', []);
    const one = file('a.hl7', clean);
    expect((await upload([one, ...pinned()])).code).toBe(0);
    const copy = file('b.hl7', clean);
    const other = file('c.hl7', update({ controlId: 'RS-3' }));
    const run = await upload([copy, other, file('d.hl7', update({ controlId: 'RS-3' })), '--json']);
    expect(run.code, run.stderr).toBe(1);
    const codeOf = (path: string) =>
      run.events().find((each) => each['file'] === path)?.['error'] ?? null;
    expect(codeOf(copy)).toMatchObject({ code: 'sent-before' });
    expect(codeOf(other)).toBeNull();
    expect(codeOf(join(base, 'd.hl7'))).toMatchObject({ code: 'sent-before' });
    expect(run.stderr).toMatch(/b\.hl7\n {2}Sent today at \d\d:\d\d as a\.hl7, accepted\./);
    expect(run.stderr).toContain('The same content as c.hl7, which waits or is being sent.');
    expect(run.stderr).toContain('run this again with --again.');
    expect(readdirSync(server.folder).sort()).toEqual(['a.hl7', 'c.hl7']);

    expect((await upload([copy, join(base, 'd.hl7'), '--again'])).code).toBe(0);
    expect(readdirSync(server.folder).sort()).toEqual(['a.hl7', 'b.hl7', 'c.hl7', 'd.hl7']);
  });

  it('stops what is broken, whatever is said: 1', async () => {
    await addSite(server.port, 'Clinic', []);
    const broken = file('a.hl7', clean.replace('^Ada', '\r^Ada'));
    const run = await upload([broken, '--json', '--any-file', ...pinned()]);
    expect(run.code).toBe(1);
    expect(run.events()[0]).toMatchObject({
      status: 'failed',
      error: { code: 'preflight-stopped' },
    });
    expect(run.stdout + run.stderr).not.toMatch(/Sample|Ada/);
    expect(readdirSync(server.folder)).toEqual([]);
  });
});

describe('what keeps the command line from connecting', () => {
  it('is an identity that nobody accepted: 4, and no password was sent', async () => {
    await addSite(server.port);
    const run = await upload([file('one.hl7', 'x'), '--json']);
    expect(run.code).toBe(4);
    expect(errorOf(run.events()[0])).toMatchObject({ code: 'identity-unknown' });
    expect(run.stderr).toContain(server.hostKeyFingerprint);
    expect(readdirSync(server.folder)).toEqual([]);
  });

  it('is another identity than --fingerprint says: 4', async () => {
    await addSite(server.port);
    const other = `SHA256:${Buffer.alloc(32, 7).toString('base64').replace('=', '')}`;
    const run = await upload([file('one.hl7', 'x'), '--fingerprint', other]);
    expect(run.code).toBe(4);
  });

  it('is an identity that has changed: 4, until it is forgotten', async () => {
    await addSite(server.port);
    const one = file('one.hl7', 'x');
    expect((await upload([one, '--accept-new-identity'])).code).toBe(0);
    expect((await upload([one, '--again'])).code).toBe(0);
    const { port, hostKeyFingerprint: before } = server;
    await server.stop();
    server = await startPractice({ folder: join(base, 'another'), port });

    const changed = await upload([one, '--again', '--accept-new-identity', '--json']);
    expect(changed.code).toBe(4);
    expect(errorOf(changed.events()[0])).toMatchObject({ code: 'identity-changed' });
    expect(changed.stderr).toContain(before);
    expect(changed.stderr).toContain(server.hostKeyFingerprint);
    expect(readdirSync(server.folder)).toEqual([]);

    expect((await cli(['sites', 'forget-identity', 'Clinic'])).code).toBe(0);
    expect((await upload([one, '--again', ...pinned()])).code).toBe(0);
  });

  it('is a wrong password: 3, after one attempt for all files', async () => {
    const attempts: string[] = [];
    const key = ssh2.utils.generateKeyPairSync('ed25519').private;
    const strict = new ssh2.Server({ hostKeys: [key] }, (link) => {
      link.on('error', () => link.end());
      link.on('authentication', (context) => {
        attempts.push(context.method);
        context.reject(['password']);
      });
    });
    strict.listen(0, '127.0.0.1');
    await once(strict, 'listening');
    undo.push(() => new Promise((resolve) => strict.close(() => resolve())));
    await addSite((strict.address() as AddressInfo).port);

    const files = [1, 2, 3, 4, 5, 6].map((n) => file(`${n}.hl7`, `x${n}`));
    const run = await upload([...files, '--json', '--accept-new-identity']);
    expect(run.code).toBe(3);
    expect(attempts).toEqual(['password']);
    const transfers = run.events().filter(({ event }) => event === 'transfer');
    expect(transfers).toHaveLength(6);
    for (const each of transfers) expect(errorOf(each)).toMatchObject({ code: 'login-refused' });
  });

  it('is a password that nobody gave: 3', async () => {
    await addSite(server.port);
    const run = await cli(['upload', 'Clinic', file('one.hl7', 'x'), ...pinned()]);
    expect(run.code).toBe(3);
    expect(run.stdout).toContain('CIIS_CONNECT_PASSWORD');
  });

  it('is a closed port: 3', async () => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await addSite(port);
    const run = await upload([file('one.hl7', 'x'), file('two.hl7', 'y'), '--json']);
    expect(run.code).toBe(3);
    expect(errorOf(run.events()[0])).toMatchObject({ code: 'port-refused' });
    expect(run.events().at(-1)).toMatchObject({ failed: 2, exitCode: 3 });
  });

  it('is a site that nobody saved, or words that make no sense: 2', async () => {
    await addSite(server.port);
    const unknown = await cli(['upload', 'Clinik', file('one.hl7', 'x')]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('"Clinic"');
    expect((await cliProcess(['upload'])).code).toBe(2);
    const told = await cli(['upload', 'Clinic', 'f', '--password', 'argv-secret']);
    expect(told.code).toBe(2);
    expect(told.stderr).not.toContain('argv-secret');
  });
});

describe('a site that takes no files', () => {
  it('is refused by an upload, and what it is for is said: 2', async () => {
    await cli(['sites', 'add', '--preset', 'ciis-web']);
    await cli(
      ['sites', 'add', '--preset', 'ciis-realtime-test', '--username', 'u'].concat(
        '--facility-id',
        'F1',
      ),
    );
    const one = file('one.hl7', 'x');
    const page = await cli(['upload', 'CIIS Web upload', one]);
    expect(page).toMatchObject({ code: 2, stdout: '' });
    expect(page.stderr).toContain('takes no files from here: it is a page for the browser');
    const gateway = await cli(['upload', 'CIIS Real-time (Test)', one]);
    expect(gateway).toMatchObject({ code: 2, stdout: '' });
    expect(gateway.stderr).toContain('it is for real-time messages');
  });

  it('and is a page has no password', async () => {
    await cli(['sites', 'add', '--preset', 'ciis-web']);
    const args = ['password', 'set', 'CIIS Web upload', '--password-stdin'];
    const run = await cli(args, { input: 'invented' });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('signs in in the browser');
  });
});

// Windows has no signals to send; there Ctrl+C comes from the console.
describe.runIf(process.platform !== 'win32')('Ctrl+C', () => {
  async function stalledUpload(): Promise<{ proxy: Proxy; run: ReturnType<typeof startCli> }> {
    const proxy = await startProxy({ to: server.port });
    undo.push(() => proxy.close());
    await addSite(proxy.port);
    proxy.stallAfterBytes(300_000, 'to-server');
    const big = file('big.hl7', Buffer.alloc(8_000_000, 'x'));
    const later = file('later.hl7', 'x');
    const args = ['upload', 'Clinic', big, later, '--json', ...pinned()];
    const run = startCli(args, { dataDir, password: server.password });
    undo.push(async () => {
      run.child.kill('SIGKILL');
      await run.ended;
    });
    await vi.waitFor(
      () => expect(proxy.bytes['to-server']).toBeGreaterThanOrEqual(300_000),
      20_000,
    );
    return { proxy, run };
  }

  it('stops what is under way, tells every end, and ends with 1', async () => {
    const { proxy, run } = await stalledUpload();
    run.child.kill('SIGINT');
    proxy.flow();
    const { code, events } = await run.ended;
    expect(code).toBe(1);
    expect(events().find((each) => String(each['file']).endsWith('big.hl7'))).toMatchObject({
      status: 'cancelled',
    });
    expect(events().at(-1)).toMatchObject({ event: 'summary', total: 2, exitCode: 1 });
  });

  it('a second time ends at once', async () => {
    const { run } = await stalledUpload();
    run.child.kill('SIGINT');
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(1);
    expect(stdout).not.toContain('summary');
  });
});

describeServer('a password in the keychain', keyringAvailability(), () => {
  it('is set once and used by every upload', async () => {
    const session = await startKeyring();
    undo.push(session.stop);
    const environment = session.env;
    const one = file('one.hl7', 'x');
    await addSite(server.port);
    const set = ['password', 'set', 'Clinic', '--password-stdin'];
    const kept = await cliProcess(set, { environment, input: `${server.password}\n` });
    expect(kept).toMatchObject({ code: 0, stderr: '' });
    expect(kept.stdout).toContain('"Clinic"');

    const send = ['upload', 'Clinic', one, ...pinned()];
    // What is in the keychain comes before what is in the environment.
    expect((await cliProcess(send, { environment, password: 'other' })).code).toBe(0);
    expect((await cliProcess(['sites', '--json'], { environment })).events()).toMatchObject([
      { hasPassword: true },
    ]);
  });
});

describe('the rest of the command line', () => {
  it('adds, shows and removes sites', async () => {
    expect((await cli(['sites', 'add', '--preset', 'ciis-ftps', '--username', 'u1'])).code).toBe(0);
    expect((await cli(['sites', 'add', '--preset', 'ciis-ftps', '--username', 'u1'])).code).toBe(2);
    const { events } = await cli(['sites', '--json']);
    expect(events()).toMatchObject([
      { event: 'site', label: 'CIIS FTPS', host: 'sslftp.cohealthnet.com', port: 1971 },
    ]);
    expect((await cli(['sites', 'remove', 'ciis ftps'])).code).toBe(0);
    expect((await cli(['sites', '--json'])).stdout).toBe('');
    expect((await cli(['sites', 'remove', 'CIIS FTPS'])).code).toBe(2);
  });

  it('runs a practice server until it is stopped', async () => {
    const { child, ended } = startCli(['practice', '--json'], { dataDir });
    undo.push(async () => {
      child.kill('SIGKILL');
      await ended;
    });
    const [line] = (await once(child.stdout, 'data')) as [string];
    const practice = JSON.parse(line) as { port: number; fingerprint: string; password: string };
    await addSite(practice.port);
    const args = ['upload', 'Clinic', file('one.hl7', 'x'), '--fingerprint', practice.fingerprint];
    expect((await cli(args, { password: practice.password })).code).toBe(0);
    child.kill('SIGINT');
    const { code } = await ended;
    if (process.platform !== 'win32') expect(code).toBe(0);
  });

  it('goes on sending when whoever reads its output goes away', async () => {
    await addSite(server.port);
    const files = [1, 2, 3, 4, 5, 6].map((n) => file(`${n}.hl7`, `x${n}`));
    const args = ['upload', 'Clinic', '--again', ...files, '--json', ...pinned()];
    const { child, ended } = startCli(args, { dataDir, password: server.password });
    child.stdout.destroy();
    expect((await ended).code).toBe(0);
    expect(readdirSync(server.folder)).toHaveLength(6);
  });

  it('leaves the password and what was sent nowhere: not in its data, not in its words', async () => {
    const marker = 'Invented-Patient^Marker';
    await addSite(server.port);
    const one = file('one.hl7', `PID|1||${marker}\r`);
    const password = server.password;
    await cliProcess(['upload', 'Clinic', one, '--verbose', ...pinned()], { password });
    await cliProcess(['upload', 'Clinic', one, '--again', '--json', '--verbose'], {
      password: 'wrong-secret-55',
    });
    await cliProcess(['upload', 'Clinic', one, '--again', '--password-stdin', '--verbose'], {
      input: password,
    });
    const stored = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(stored.length).toBeGreaterThan(0);
    for (const text of [...stored, ...said]) {
      expect(text).not.toContain(server.password);
      expect(text).not.toContain('wrong-secret-55');
      expect(text).not.toContain(marker);
    }
  });
});
