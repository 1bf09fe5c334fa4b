import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startWebServer, type WebServer } from '../../../e2e/servers/https-server.ts';
import { parseMessage } from '../hl7/parse-message.ts';
import { PieceReader } from '../hl7/piece-reader.ts';
import { answer, update } from '../hl7/testing/samples.ts';
import { fieldText, segmentsOf } from '../hl7/message.ts';
import { checkBench, summaryOf } from './testing/check-bench.ts';
import { runCliProcess, startCli, type CliRun } from './testing/run-cli.ts';

/* "send" as IT runs it, against a real-time gateway on this computer. */

const { afterTest, cli, dataDir, folder, running } = checkBench();

const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const password = 'invented-55';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#xD;');
const inEnvelope = (body: string): string =>
  `<e:Envelope xmlns:e="${soap12}"><e:Body>${body}</e:Body></e:Envelope>`;
const returning = (text: string): string =>
  inEnvelope(
    `<submitSingleMessageResponse xmlns="urn:cdc:iisb:2011"><return>${escaped(text)}</return></submitSingleMessageResponse>`,
  );
const refusal = inEnvelope(
  '<e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text xml:lang="en">No</e:Text></e:Reason>' +
    '<e:Detail><SecurityFault xmlns="urn:cdc:iisb:2011"><Code>10</Code><Reason>Security</Reason><Detail>No</Detail></SecurityFault></e:Detail></e:Fault>',
);

/** What a gateway does with a message: what it returns, or the link that it breaks, or nothing at all. */
type Reaction = { readonly answer: string } | 'reset' | 'silent';

/** A gateway that takes this test's password and reacts to each control ID. */
const gateway = (reaction: (controlId: string) => Reaction): Promise<WebServer> =>
  startWebServer(({ body }, response, reset) => {
    const text = body.toString();
    response.setHeader('Content-Type', 'application/soap+xml');
    if (!text.includes(`<password>${password}</password>`)) {
      response.writeHead(500).end(refusal);
      return;
    }
    const controlId = /\|(RS-\d+)\|/.exec(text)?.[1] ?? '';
    const what = reaction(controlId);
    if (what === 'reset') reset();
    else if (what !== 'silent') response.end(returning(what.answer));
  });

async function addGateway({ origin }: WebServer): Promise<void> {
  const site = ['--label', 'Gateway', '--protocol', 'soap', '--username', 'invented'];
  const address = ['--url', `${origin}/Service`, '--facility-id', 'FAC1'];
  expect(await cli(['sites', 'add', ...site, ...address])).toMatchObject({ code: 0 });
}

function messages(count: number, name = 'week.hl7'): string {
  const path = folder(name);
  const texts = Array.from({ length: count }, (_, n) =>
    update({ controlId: `RS-${n + 1}`, processingId: 'T', identifier: `${1001 + n}` }),
  );
  writeFileSync(path, texts.join(''));
  return path;
}

const send = (args: readonly string[], given = password): Promise<CliRun> =>
  cli(['send', 'Gateway', ...args, '--accept-new-identity'], { password: given });

const verdicts = (run: CliRun): readonly unknown[] =>
  run
    .events()
    .filter(({ event }) => event === 'message')
    .map(({ verdict }) => verdict);

const answering = (...segments: readonly string[]): Reaction => ({ answer: answer(...segments) });
const taken = (id: string): Reaction => answering(`MSA|AA|${id}`);

/** Twelve messages: the second is refused, the fifth taken with a remark, the ninth answered by a person. */
const mixed = (id: string): Reaction => {
  if (id === 'RS-2')
    return answering(
      `MSA|AE|${id}`,
      'ERR||PID^1^5|101^Required^HL70357|E||||Name of Sample^Ada is missing',
    );
  if (id === 'RS-5') return answering(`MSA|AE|${id}`, 'ERR||PD1^1^16|0|W||||Status is missing');
  return id === 'RS-9' ? { answer: 'Thank you!' } : taken(id);
};

describe('sending to a gateway', () => {
  it('warns of messages that an earlier run has sent', async () => {
    await addGateway(await running(gateway(taken)));
    const file = messages(2);
    const first = await send([file]);
    expect(first.stderr + first.stdout).not.toContain('was sent before');
    const again = await send([file]);
    expect(again.stderr + again.stdout).toContain('Control ID RS-1 was sent before, and accepted.');
  });

  it('tells each answer in order, and saves all of them for the record system', async () => {
    const server = await running(gateway(mixed));
    await addGateway(server);
    const answers = folder('answers.hl7');
    const summary = folder('summary.csv');
    const args = [messages(12), '--json', '--answers', answers, '--summary', summary];
    const run = await send(args);
    expect(run.code, run.stderr).toBe(1);
    const usual = Array.from({ length: 12 }, () => 'accepted');
    usual[1] = 'not-accepted';
    usual[4] = 'accepted-with-remarks';
    usual[8] = 'no-proper-answer';
    expect(verdicts(run)).toEqual(usual);
    expect(run.events()[1]).toEqual({
      event: 'message',
      file: folder('week.hl7'),
      index: 1,
      controlId: 'RS-2',
      verdict: 'not-accepted',
      codes: ['101'],
      texts: ['Name of Sample^Ada is missing'],
    });
    expect(summaryOf(run)).toEqual({
      event: 'summary',
      total: 12,
      accepted: 9,
      acceptedWithRemarks: 1,
      notAccepted: 1,
      noProperAnswer: 1,
      unknown: 0,
      notSent: 0,
      exitCode: 1,
    });
    const reader = new PieceReader();
    const pieces = [...reader.push(readFileSync(answers)), ...reader.end()];
    const ids = pieces
      .filter(({ kind }) => kind === 'message')
      .map(({ bytes }) => fieldText(segmentsOf(parseMessage(bytes), 'MSA')[0], 2));
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12].map((n) => `RS-${n}`));
    const table = readFileSync(summary, 'utf8');
    expect(table.trimEnd().split('\r\n')).toHaveLength(13);
    expect(table).not.toMatch(/Sample|Ada/);
  });

  it('is well when all were accepted: 0', async () => {
    await addGateway(await running(gateway(taken)));
    const run = await send([messages(3), '--quiet']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('3 messages: 3 accepted.');
  });

  it('ends at a wrong password, that was sent once: 3', async () => {
    const server = await running(gateway(taken));
    await addGateway(server);
    const files = [messages(6), messages(2, 'other.hl7')];
    const run = await send([...files, '--json'], 'wrong-secret-55');
    expect(run.code).toBe(3);
    expect(server.requests).toHaveLength(1);
    expect(verdicts(run)).toEqual(Array.from({ length: 6 }, () => 'not-sent'));
    expect(run.events()[0]).toMatchObject({ error: { code: 'login-refused' } });
    expect(summaryOf(run)).toMatchObject({ total: 8, notSent: 8, exitCode: 3 });
  });

  it('says which message may have arrived, and sends it once: 1', async () => {
    const server = await running(gateway((id) => (id === 'RS-2' ? 'reset' : taken(id))));
    await addGateway(server);
    const run = await send([messages(3), '--json']);
    expect(run.code).toBe(1);
    expect(verdicts(run)).toEqual(['accepted', 'unknown', 'accepted']);
    expect(run.events()[1]).toMatchObject({ error: { code: 'reply-lost' } });
    expect(server.requests).toHaveLength(3);
  });

  it('stops at a certificate that nobody accepted: 4, with nothing sent', async () => {
    const server = await running(gateway(taken));
    await addGateway(server);
    const run = await cli(['send', 'Gateway', messages(2), '--json'], { password });
    expect(run.code).toBe(4);
    expect(server.requests).toHaveLength(0);
    expect(summaryOf(run)).toMatchObject({ notSent: 2, exitCode: 4 });
  });

  it('sends production messages elsewhere only when that is said', async () => {
    const server = await running(gateway(taken));
    await addGateway(server);
    const path = folder('real.hl7');
    writeFileSync(path, update({ processingId: 'P' }));
    const refused = await send([path, '--json']);
    expect(refused.code).toBe(1);
    expect(refused.events()[0]).toMatchObject({ error: { code: 'preflight-declined' } });
    expect(server.requests).toHaveLength(0);
    expect((await send([path, '--yes', 'production-to-test'])).code).toBe(0);
  });

  it('sends Western European letters as such when that is said', async () => {
    const server = await running(gateway(taken));
    await addGateway(server);
    const path = folder('latin.hl7');
    writeFileSync(path, update({ processingId: 'T', name: 'Señor^Ada' }), 'latin1');
    expect((await send([path])).code).toBe(1);
    const run = await send([path, '--yes', 'not-utf-8']);
    expect(run.code, run.stderr).toBe(0);
    expect(server.requests[0]?.body.toString()).toContain('Señor^Ada');
  });
});

// Windows has no signals to send; there Ctrl+C comes from the console.
describe.runIf(process.platform !== 'win32')('Ctrl+C while sending', () => {
  it('has as many on their way as was said', async () => {
    const server = await running(gateway((id) => (id === 'RS-1' ? taken(id) : 'silent')));
    await addGateway(server);
    const args = ['send', 'Gateway', messages(9), '--limit', '2', '--accept-new-identity'];
    const { child, ended } = startCli(args, { dataDir: dataDir(), password });
    afterTest(() => child.kill('SIGKILL'));
    await vi.waitFor(() => expect(server.requests).toHaveLength(3), 20_000);
    child.kill('SIGINT');
    expect((await ended).stdout).toContain('9 messages: 1 accepted, 2 unknown');
    expect(server.requests).toHaveLength(3);
  });

  it('says what may have arrived and what was not sent: 1', async () => {
    const server = await running(gateway((id) => (id === 'RS-1' ? taken(id) : 'silent')));
    await addGateway(server);
    const args = ['send', 'Gateway', messages(9), '--json', '--accept-new-identity'];
    const { child, ended } = startCli(args, { dataDir: dataDir(), password });
    afterTest(() => child.kill('SIGKILL'));
    await vi.waitFor(() => expect(server.requests).toHaveLength(5), 20_000);
    child.kill('SIGINT');
    const run = await ended;
    expect(run.code).toBe(1);
    expect(verdicts(run)).toEqual([
      'accepted',
      ...['unknown', 'unknown', 'unknown', 'unknown'],
      ...['not-sent', 'not-sent', 'not-sent', 'not-sent'],
    ]);
    expect(summaryOf(run)).toMatchObject({ accepted: 1, unknown: 4, notSent: 4 });
  });
});

describe('what is sent', () => {
  it('is nowhere but on its way: not in the data, not on standard error', async () => {
    await addGateway(await running(gateway(mixed)));
    const args = ['send', 'Gateway', messages(12), '--json', '--verbose', '--accept-new-identity'];
    const run = await runCliProcess(args, { dataDir: dataDir(), password });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('RS-2');
    const stored = readdirSync(dataDir(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(stored.length).toBeGreaterThan(0);
    for (const text of [...stored, run.stderr]) {
      expect(text).not.toMatch(/Sample|Ada|Mia|1001\^|20150415/);
      expect(text).not.toContain(password);
    }
    expect(run.stdout).not.toContain(password);
  });
});
