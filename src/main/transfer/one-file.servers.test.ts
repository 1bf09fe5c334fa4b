import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import {
  describeServer,
  opensshAvailability,
  proftpdAvailability,
  vsftpdAvailability,
} from '../../../e2e/servers/availability.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import { startProftpd, type ProftpdOptions } from '../../../e2e/servers/proftpd.ts';
import { startFtpProxy } from '../../../e2e/servers/ftp-proxy.ts';
import { startProxy } from '../../../e2e/servers/proxy.ts';
import type { FtpServer, TestServer } from '../../../e2e/servers/test-server.ts';
import { startVsftpd } from '../../../e2e/servers/vsftpd.ts';
import type { OnExists } from '../../shared/domain/site.ts';
import type { ChecksumAlgorithm } from '../../shared/domain/transfer.ts';
import { RealServer } from './testing/real-server.ts';
import type { SendSettings } from './testing/send-over.ts';

let server: RealServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function at(
  starting: Promise<TestServer>,
  protocol: 'sftp' | 'ftps',
  settings: SendSettings = {},
): Promise<RealServer> {
  server = new RealServer(await starting, protocol, settings);
  return server;
}

const resuming: SendSettings = { site: { onExists: 'resume' } };
const content = randomBytes(300_000);

/** A way to a server that can be cut. */
interface Cuttable {
  readonly host: string;
  readonly port: number;
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

const sshProxy = ({ port }: TestServer): Promise<Cuttable> => startProxy({ to: port });

async function ftpProxy(ftp: FtpServer): Promise<Cuttable> {
  const { host, control, data, close } = await startFtpProxy(ftp);
  const cut = () => {
    for (const each of [control, ...data]) each.cut();
  };
  return { host, port: control.port, cut, close };
}

/** What holds for every server that takes files and shows them. */
function describeNames<Server extends TestServer>(
  protocol: 'sftp' | 'ftps',
  start: () => Promise<Server>,
  proxied: (server: Server) => Promise<Cuttable>,
): void {
  const rule = (onExists: OnExists) => at(start(), protocol, { site: { onExists } });

  it('skips, numbers and renames', async () => {
    const skipping = await rule('skip');
    skipping.put('batch.hl7', 'old');
    expect(await skipping.send('new')).toMatchObject({ status: 'skipped' });
    expect(skipping.there()).toEqual({ 'batch.hl7': 3 });
    await skipping.close();

    const numbering = await rule('numerate');
    numbering.put('batch.hl7', 'old');
    expect(await numbering.send('newer')).toMatchObject({ status: 'verified' });
    expect(await numbering.send('newest')).toMatchObject({ status: 'verified' });
    expect(numbering.there()).toEqual({
      'batch.hl7': 3,
      'batch (2).hl7': 5,
      'batch (3).hl7': 6,
    });
    await numbering.close();

    const renaming = await rule('rename');
    renaming.put('batch.hl7', 'old');
    expect(await renaming.send('new')).toMatchObject({ status: 'verified' });
    expect(Object.keys(renaming.there())).toContainEqual(
      expect.stringMatching(/^batch_20260601-\d{6}\.hl7$/),
    );
  });

  it('goes on behind what it has, and takes it for whole only as such', async () => {
    const going = await at(start(), protocol, resuming);
    going.put('batch.hl7', content.subarray(0, 123_456));
    let moved = 0;
    going.sender.mayPass = (bytes) => Promise.resolve(void (moved += bytes));
    const end = await going.send(content);
    expect(end).toMatchObject({ status: 'verified', sentBytes: content.length });
    // The rest went there, and at most the beginning came back.
    expect(moved).toBeLessThanOrEqual(content.length);
    expect(going.sender.notes).toEqual([]);
    expect(going.bytes('batch.hl7').equals(content)).toBe(true);
    expect(await going.send(content)).toMatchObject({
      status: 'verified',
      reply: 'The server had it already, with the same content. Nothing was sent.',
    });
  });

  it('leaves what is no beginning of the file as it is', async () => {
    const going = await at(start(), protocol, resuming);
    going.put('batch.hl7', randomBytes(1000));
    const before = going.bytes('batch.hl7');
    expect(await going.send(content)).toMatchObject({
      failure: { code: 'remote-beginning-differs' },
    });
    expect(going.bytes('batch.hl7').equals(before)).toBe(true);
    // The link is as good as before.
    expect(await going.send(content, 'other.hl7')).toMatchObject({ status: 'verified' });
  });

  it.each(['resume', 'ask'] as const)(
    'sends the whole after a broken link, without a question: %s',
    async (onExists) => {
      const large = randomBytes(24_000_000);
      const started = await start();
      const proxy = await proxied(started);
      const going = await at(Promise.resolve(started), protocol, { site: { onExists } });
      try {
        await going.connect(proxy);
        let moved = 0;
        going.sender.mayPass = (bytes) => {
          moved += bytes;
          if (moved > 2_000_000) proxy.cut();
          return Promise.resolve();
        };
        expect(await going.send(large)).toMatchObject({ failure: { code: 'link-lost' } });
        const part = going.there()['batch.hl7'] ?? 0;
        expect(part).toBeLessThan(large.length);
        expect(going.sender.written).not.toContain('last-piece');
        await going.connect();
        going.sender.mayPass = () => Promise.resolve();
        const again = await going.send(large, 'batch.hl7', { serverMayHave: 'part' });
        expect(again).toMatchObject({ status: 'verified', sentBytes: large.length });
        expect(going.bytes('batch.hl7').equals(large)).toBe(true);
        expect(going.sender.asked).toEqual([]);
      } finally {
        await proxy.close();
      }
    },
  );

  it('gives a file its own name at the end, over an older one too', async () => {
    const naming = await at(start(), protocol, { options: { temporaryName: true } });
    naming.put('batch.hl7', 'an older one');
    expect(await naming.send(content)).toMatchObject({ status: 'verified', failure: null });
    expect(naming.there()).toEqual({ 'batch.hl7': content.length });
    expect(naming.bytes('batch.hl7').equals(content)).toBe(true);
  });
}

describeServer('One file over OpenSSH', opensshAvailability(), () => {
  describeNames('sftp', () => startOpenSsh(), sshProxy);

  it('a refused renaming and a refused time take nothing from it', async () => {
    const starting = startOpenSsh({ refuse: ['rename', 'setstat', 'posix-rename'] });
    const options = { temporaryName: true, keepTimes: true };
    const refusing = await at(starting, 'sftp', { options });
    expect(await refusing.send('new')).toMatchObject({
      status: 'accepted',
      failure: { code: 'remote-name-kept' },
    });
    expect(refusing.there()).toEqual({ 'batch.hl7.part': 3 });
  });

  it('what can not be read back is gone on with only if the person says so', async () => {
    const going = await at(startOpenSsh({ refuse: ['read'] }), 'sftp', resuming);
    going.put('batch.hl7', content.subarray(0, 1000));
    expect(await going.send(content)).toMatchObject({
      failure: { code: 'remote-beginning-differs' },
    });
    expect(going.sender.asked).toMatchObject([{ beginning: 'unknown', remoteSize: 1000 }]);
    going.sender.answer = () => ({ kind: 'exists', choice: 'resume', name: null, forAll: false });
    expect(await going.send(content)).toMatchObject({ status: 'accepted', sha256: null });
    expect(going.bytes('batch.hl7').equals(content)).toBe(true);
  });
});

describeServer('One file over vsftpd', vsftpdAvailability(), () => {
  describeNames('ftps', () => startVsftpd(), ftpProxy);

  it('a refused renaming takes nothing from it', async () => {
    const starting = startVsftpd({ extraConfig: ['cmds_denied=RNFR,RNTO'] });
    const refusing = await at(starting, 'ftps', { options: { temporaryName: true } });
    expect(await refusing.send('new')).toMatchObject({
      status: 'accepted',
      failure: { code: 'remote-name-kept' },
      reply: expect.stringMatching(/^226 /) as string,
    });
    expect(refusing.there()).toEqual({ 'batch.hl7.part': 3 });
  });
});

describeServer('One file over ProFTPD', proftpdAvailability(), () => {
  const having = (options: ProftpdOptions) =>
    startProftpd({
      ...options,
      extraConfig: ['AllowStoreRestart on', ...(options.extraConfig ?? [])],
    });
  describeNames('ftps', () => having({ allowOverwrite: true }), ftpProxy);

  it.each(['numerate', 'rename'] as const)(
    'where nobody may look, a name that is taken leads to the next: %s',
    async (onExists) => {
      const starting = startProftpd({ allowLooking: false });
      const blind = await at(starting, 'ftps', { site: { onExists } });
      blind.put('batch.hl7', 'old');
      expect(await blind.send('new')).toMatchObject({ status: 'accepted', failure: null });
      expect(blind.bytes('batch.hl7').toString()).toBe('old');
      expect(Object.keys(blind.there())).toHaveLength(2);
      expect(blind.sender.notes).toEqual([expect.stringContaining('Not taken as batch.hl7')]);
    },
  );

  it('where nobody may look and nothing may be sent, the first refusal is told', async () => {
    const extraConfig = ['<Limit STOR>', 'DenyAll', '</Limit>'];
    const starting = startProftpd({ allowLooking: false, extraConfig });
    const blind = await at(starting, 'ftps', { site: { onExists: 'numerate' } });
    expect(await blind.send('new')).toMatchObject({ failure: { code: 'remote-permission' } });
    expect(blind.sender.notes).toHaveLength(2);
  });

  it('a piece that we left makes room where nothing may be overwritten', async () => {
    const strict = await at(startProftpd(), 'ftps', { transfer: { serverMayHave: 'part' } });
    strict.put('batch.hl7', content.subarray(0, 5000));
    expect(await strict.send(content)).toMatchObject({ status: 'verified' });
    expect(strict.bytes('batch.hl7').equals(content)).toBe(true);
    // What is not the beginning of it is not removed.
    expect(await strict.send(randomBytes(400_000))).toMatchObject({
      failure: { code: 'remote-exists' },
    });
    expect(strict.bytes('batch.hl7').equals(content)).toBe(true);
  });

  const digests: readonly (readonly [string, ChecksumAlgorithm])[] = [
    ['sha256', 'sha-256'],
    ['sha512', 'sha-512'],
    ['sha1', 'sha-1'],
    ['md5', 'md5'],
    ['crc32', 'crc-32'],
  ];
  it.each(digests)('compares %s with the one that it made itself', async (name, by) => {
    const starting = startProftpd({ extraConfig: [`DigestAlgorithms ${name}`] });
    const checking = await at(starting, 'ftps', { options: { verify: 'checksum' } });
    expect(await checking.send(content)).toMatchObject({ status: 'verified', verifiedBy: by });
  });

  it('without a checksum it is the size that is compared', async () => {
    const starting = startProftpd({ extraConfig: ['DigestEngine off'] });
    const checking = await at(starting, 'ftps', { options: { verify: 'checksum' } });
    expect(await checking.send(content)).toMatchObject({ status: 'verified', verifiedBy: 'size' });
  });
});
