import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeServer, opensshAvailability } from '../../../e2e/servers/availability.ts';
import { startOpenSsh } from '../../../e2e/servers/openssh.ts';
import type { SshServer } from '../../../e2e/servers/test-server.ts';
import type { Prompt } from '../../shared/domain/prompt.ts';
import { newSiteSettings, type Site } from '../../shared/domain/site.ts';
import { update } from '../hl7/testing/samples.ts';
import { SessionLog } from '../log/session-log.ts';
import { hashFile, inspectFile } from '../messages/inspect-file.ts';
import type { Question } from '../prompts/ask.ts';
import { Sessions } from '../sessions/sessions.ts';
import { connectSftp } from '../transport/sftp/sftp-transport.ts';
import { TransferQueue } from './queue.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { MemoryStore } from './testing/desk.ts';

const batchHead = 'FHS|^~\\&|RIVERSIDE|FAC1\rBHS|^~\\&|RIVERSIDE|FAC1\r';
const batchEnd = 'BTS|2\rFTS|1\r';
const two = update({ controlId: 'RS-1' }) + update({ controlId: 'RS-2' });

/** What a clinic may have in its folder; every patient is invented. */
const contents = {
  'clean.hl7': batchHead + two + batchEnd,
  'cut-off.hl7': batchHead + two,
  'broken.hl7': two.replace('Sample^Ada', 'Sam\nple^Ada'),
  'line-ends.hl7': update({}, '\r\n').trimEnd(),
  'vaccines.csv': 'name,given\r\nAda Sample,2026-01-01\r\n',
} as const;

describeServer('The pre-flight check of uploads over SFTP', opensshAvailability(), () => {
  let server: SshServer;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ciis-preflight-'));
    for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
    server = await startOpenSsh();
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function send(answer: 'yes' | 'no') {
    const clock = new FakeClock();
    const log = new SessionLog(clock);
    const asked: Question[] = [];
    const site: Site = {
      ...newSiteSettings('sftp'),
      ...{ id: 's1', label: 'Clinic', host: server.host, port: server.port },
      ...{ username: server.username, position: 0, lastConnectedAt: null },
    };
    const sessions = new Sessions({
      connect: () => connectSftp,
      site: () => site,
      credentials: () => Promise.resolve({ kind: 'password', password: server.password }),
      checkIdentity: () => Promise.resolve(),
      log,
      clock,
      noteConnected: () => undefined,
    });
    let ids = 0;
    const queue = new TransferQueue({
      store: new MemoryStore(),
      sessions,
      site: () => site,
      clock,
      newId: () => `t${(ids += 1)}`,
      ask: (question) => {
        asked.push(question);
        return Promise.resolve({ kind: answer });
      },
      inspect: (path, signal) =>
        inspectFile(path, { purpose: 'upload', facilityId: null, now: clock.now() }, signal),
      hash: hashFile,
      sentBefore: () => null,
      isElsewhere: () => false,
      pause: { wanted: () => false, note: () => undefined },
      retry: { delays: [], random: () => 0.5 },
      log,
      owner: 'app',
    });
    const names = Object.keys(contents);
    const paths = names.map((name) => join(folder, name));
    const ends = await queue.settled(await queue.upload('s1', paths, null));
    await queue.shutDown();
    await sessions.closeAll();
    const said = ends.map(({ name, status, failure }) => [name, failure?.code ?? status]);
    return { asked, ends: Object.fromEntries(said) as Record<string, string>, all: ends, log };
  }

  const arrived = () =>
    Object.fromEntries(
      readdirSync(server.root).map((name) => [name, readFileSync(join(server.root, name), 'utf8')]),
    );
  const questions = (asked: readonly Question[]) =>
    asked.map((question) =>
      (question as Extract<Prompt, { kind: 'preflight' }>).files.map(({ name, inspection }) => [
        name,
        inspection?.findings[0]?.code,
      ]),
    );

  it('sends what is clean without a click, asks once about the rest, and refuses what is broken', async () => {
    const { asked, ends, all, log } = await send('yes');
    expect(ends).toEqual({
      'clean.hl7': 'verified',
      'cut-off.hl7': 'verified',
      'broken.hl7': 'preflight-stopped',
      'line-ends.hl7': 'verified',
      'vaccines.csv': 'verified',
    });
    expect(questions(asked)).toEqual([
      [
        ['cut-off.hl7', 'batch-cut-off'],
        ['vaccines.csv', 'not-hl7'],
      ],
    ]);
    expect(arrived()).toEqual(
      Object.fromEntries(Object.entries(contents).filter(([name]) => name !== 'broken.hl7')),
    );
    const stopped = all.find(({ name }) => name === 'broken.hl7');
    expect(stopped?.failure?.detail).toMatch(/^Line 3 /);
    expect(JSON.stringify([all, asked, log.lines()])).not.toMatch(/Sample|Ada|ple\^/);
  });

  it('sends only what is clean after a no', async () => {
    const { ends } = await send('no');
    expect(ends).toMatchObject({
      'cut-off.hl7': 'preflight-declined',
      'vaccines.csv': 'preflight-declined',
    });
    expect(Object.keys(arrived()).sort()).toEqual(['clean.hl7', 'line-ends.hl7']);
  });
});
