import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'basic-ftp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServer, proftpdAvailability } from '../../../../e2e/servers/availability.ts';
import { startProftpd } from '../../../../e2e/servers/proftpd.ts';
import type { FtpServer } from '../../../../e2e/servers/test-server.ts';
import type { ChecksumAlgorithm } from '../../../shared/domain/transfer.ts';
import { someBytes } from '../testing/byte-sources.ts';
import { recordingHooks } from '../testing/recording-hooks.ts';
import { never, targetFor } from '../testing/suite-sessions.ts';
import type { Connection } from '../transport.ts';
import { checksumWords } from './checksum-commands.ts';
import { checksumFromReply } from './checksum-reply.ts';
import { connectFtps } from './ftps-transport.ts';

const nodeNames = {
  'sha-512': 'sha512',
  'sha-256': 'sha256',
  'sha-1': 'sha1',
  md5: 'md5',
} as const;
/** CRC-32 is known of these. */
const digits = Buffer.from('123456789');
const expected = (algorithm: ChecksumAlgorithm, bytes: Buffer = digits): string =>
  algorithm === 'crc-32'
    ? 'cbf43926'
    : createHash(nodeNames[algorithm]).update(bytes).digest('hex');
const all: readonly ChecksumAlgorithm[] = ['sha-512', 'sha-256', 'sha-1', 'md5', 'crc-32'];
const names = ['two  spaces.hl7', 'Ærøskøbing 東京.hl7', '-rf', 'deadbeef', '100%.hl7'];

describeServer("ProFTPD's checksums", proftpdAvailability(), () => {
  let server: FtpServer;
  let connection: Connection;
  beforeAll(async () => {
    server = await startProftpd();
    const target = targetFor({ protocol: 'ftps' }, server.username, server);
    connection = await connectFtps(target, recordingHooks(server.password), never);
    writeFileSync(join(server.root, 'digits.hl7'), digits);
  });
  afterAll(async () => {
    await connection.close();
    await server.stop();
  });
  const of = (
    path: string,
    algorithm: ChecksumAlgorithm,
  ): Promise<string | undefined> | undefined =>
    connection.upload?.checksums?.of(path, algorithm, null, never);

  it('are all that it has, the best first', () => {
    expect(connection.upload?.checksums?.algorithms).toEqual(all);
  });

  it('are those of the file, whichever was asked for before', async () => {
    for (const algorithm of [...all, ...[...all].reverse()])
      expect(await of('/digits.hl7', algorithm), algorithm).toBe(expected(algorithm));
  });

  it.each([...names, `it's "quoted".hl7`])('are those of a file named %j', async (name) => {
    const content = someBytes(100_000);
    writeFileSync(join(server.root, name), content);
    expect(await of(`/${name}`, 'sha-256')).toBe(expected('sha-256', content));
  });

  it('are not told of what is not there, and the link goes on', async () => {
    expect(await of('/nowhere.hl7', 'sha-256')).toBeUndefined();
    expect(await of('/digits.hl7', 'md5')).toBe(expected('md5'));
  });

  it('are the same by the commands that other servers have', async () => {
    const client = new Client(5000);
    try {
      const { host, port, username: user, password } = server;
      const secureOptions = { rejectUnauthorized: false };
      await client.access({ host, port, user, password, secure: true, secureOptions });
      const verbs = { 'sha-512': 'XSHA512', 'sha-256': 'XSHA256', md5: 'XMD5', 'crc-32': 'XCRC' };
      for (const [algorithm, verb] of Object.entries({ ...verbs, 'sha-1': 'XSHA' })) {
        for (const name of names) {
          writeFileSync(join(server.root, name), digits);
          const { code, message } = await client.send(checksumWords(verb, `/${name}`) ?? '');
          const found = checksumFromReply({ code, text: message }, algorithm as ChecksumAlgorithm);
          expect(found, `${verb} ${name}`).toBe(expected(algorithm as ChecksumAlgorithm));
        }
      }
    } finally {
      client.close();
    }
  });
});
