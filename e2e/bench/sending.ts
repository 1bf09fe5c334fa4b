import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../../src/main/checks/testing/office.ts';
import { update } from '../../src/main/hl7/testing/samples.ts';
import { envelope, envelopeType } from '../../src/main/transport/soap/envelope.ts';
import { startGatewayStub } from '../servers/gateway-stub.ts';
import { startProxy } from '../servers/proxy.ts';
import { median, seconds, type Measured } from './measured.ts';

const messages = 200;
const atOnce = 4;
const account = { username: 'riverside', password: 'made-up', facilityId: 'FAC1' };
const controlId = (number: number): string => `RS-${number}`;

/** Sends 200 messages over TLS to a gateway 50 ms away, four at a time; beside it curl, with a new link for each and with kept ones. */
export async function benchSending(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ciis-bench-'));
  const gateway = await startGatewayStub();
  const proxy = await startProxy({ to: gateway.port, delayMs: 25 });
  const url = `https://127.0.0.1:${proxy.port}${gateway.servicePath}`;
  try {
    const ours = median([await sendOurs(folder, url), await sendOurs(folder, url)]);
    const note = `${(messages / ours).toFixed(0)} messages a second`;
    const work = `${messages} messages in real time, 50 ms, ${atOnce} at a time`;
    const rows: Measured[] = [];
    for (const keep of [false, true]) {
      const peer = median([await sendCurl(folder, url, keep), await sendCurl(folder, url, keep)]);
      const name = keep ? 'curl, links kept' : 'curl, a link each';
      rows.push({ work, peer: name, ourSeconds: ours, peerSeconds: peer, note });
    }
    return rows;
  } finally {
    await proxy.close();
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sendOurs(folder: string, url: string): Promise<number> {
  const office = new Office();
  try {
    const path = join(folder, 'batch.hl7');
    const ids = Array.from({ length: messages }, (_, index) => controlId(index));
    writeFileSync(path, ids.map((id) => update({ controlId: id })).join(''));
    const site = await office.addSite({
      ...{ protocol: 'soap', url, username: account.username, facilityId: account.facilityId },
      ...{ password: account.password, options: { messagesAtATime: atOnce } },
    });
    const sent = office.services.messages;
    const [file] = sent.open([path]);
    if (file === undefined) throw new Error('The file is not open');
    await sent.inspect(site.id, file.id);
    return await seconds(async () => {
      const over = new Promise<void>((resolve, reject) => {
        sent.onRunChanged(({ status, counts }) => {
          if (status === 'running' || status === 'paused') return;
          if (counts.accepted === messages) resolve();
          else reject(new Error(`Not all were accepted: ${JSON.stringify(counts)}`));
        });
      });
      await sent.send(site.id, file.id, { kind: 'all' }, ['production-to-test']);
      await over;
    });
  } finally {
    await office.close();
  }
}

async function sendCurl(folder: string, url: string, keep: boolean): Promise<number> {
  const lines = Array.from({ length: messages }, (_, index) => {
    const body = join(folder, `${index}.xml`);
    const fields = [
      ['username', account.username],
      ['password', account.password],
      ['facilityID', account.facilityId],
      ['hl7Message', update({ controlId: controlId(index) })],
    ] as const;
    writeFileSync(body, envelope('submitSingleMessage', fields));
    const type = envelopeType('submitSingleMessage').replaceAll('"', '\\"');
    return [
      `url = "${url}"`,
      `data-binary = "@${body}"`,
      `header = "Content-Type: ${type}"`,
      ...(keep ? [] : ['header = "Connection: close"']),
      'output = "/dev/null"',
      'insecure',
      'silent',
      'fail',
    ].join('\n');
  });
  const config = join(folder, 'curl.txt');
  writeFileSync(config, lines.join('\nnext\n'));
  return await seconds(async () => {
    const args = ['--silent', '--parallel', '--parallel-max', String(atOnce), '--config', config];
    const [code] = (await once(spawn('curl', args, { stdio: 'inherit' }), 'exit')) as [number];
    if (code !== 0) throw new Error(`curl ended with ${code}`);
  });
}
