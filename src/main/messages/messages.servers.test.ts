import { writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { describeServer, webServerAvailability } from '../../../e2e/servers/availability.ts';
import { startGatewayStub, type GatewayStubOptions } from '../../../e2e/servers/gateway-stub.ts';
import type { MessageRow, Selection, SendRun } from '../../shared/domain/message-file.ts';
import { Office } from '../checks/testing/office.ts';
import { query, update } from '../hl7/testing/samples.ts';
import { someFile, updates } from './testing/some-file.ts';

const account = { username: 'nobody', password: 'Made-up.Right!1' };
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

interface DeskOptions extends GatewayStubOptions {
  readonly typed?: string;
  readonly content?: string;
}

/** A site at a gateway of its own, and a file that is open and read. */
async function desk({ typed = account.password, content, ...options }: DeskOptions = {}) {
  const gateway = await startGatewayStub({ account, ...options });
  undo.push(gateway.close);
  const office = new Office();
  undo.push(() => office.close());
  const { messages, sessionLog } = office.services;
  const site = await office.addSite({
    protocol: 'soap',
    url: gateway.serviceUrl,
    username: account.username,
    facilityId: 'FAC1',
    password: typed,
  });
  const path = someFile(content ?? updates(12, { processingId: 'T' }));
  const [file] = messages.open([path]);
  const fileId = file?.id ?? '';
  await messages.inspect(site.id, fileId);
  const heard: { run: SendRun; rows: readonly MessageRow[] }[] = [];
  messages.onRunChanged((run, rows) => void heard.push({ run, rows }));
  const latest = () => heard.at(-1)?.run;
  return {
    ...{ gateway, office, messages, site, fileId, path, heard, latest },
    log: () => sessionLog.lines().map(({ text }) => text),
    send: (selection: Selection = { kind: 'all' }) => messages.send(site.id, fileId, selection, []),
    ended: () => expect.poll(latest, { timeout: 10_000 }),
    rows: async () => (await messages.rows(fileId, 0, 100, 'all', '')).rows,
  };
}

const isOver = expect.objectContaining({ status: 'done' }) as SendRun;

describeServer('sending the messages of a file', webServerAvailability(), () => {
  it('gives each its own verdict, a few at once, and keeps the order', async () => {
    const answers = ['accepted', 'remarks', 'refused', 'rejected'] as const;
    const { gateway, messages, send, ended, rows, fileId, heard, log } = await desk({
      delay: 20,
      answerTo: ({ controlId }) =>
        answers[
          Number(controlId.slice(3)) === 12 ? 3 : Math.min(2, Number(controlId.slice(3)) % 6)
        ] ?? 'accepted',
    });
    const begun = await send();
    expect(begun).toMatchObject({ status: 'running', counts: { total: 12, sending: 1 } });
    await ended().toEqual(isOver);
    expect(heard.at(-1)?.run.counts).toMatchObject({
      ...{ accepted: 1, remarks: 2, refused: 9, waiting: 0, sending: 0 },
    });
    expect(gateway.mostAtOnce()).toBe(4);
    expect(gateway.messages[0]?.hl7).toBe(update({ controlId: 'RS-1', processingId: 'T' }));
    expect((await rows()).map(({ verdict }) => verdict).slice(0, 6)).toEqual([
      'accepted-with-remarks',
      ...Array<string>(4).fill('not-accepted'),
      'accepted',
    ]);
    expect(messages.answer(fileId, 1)?.acknowledgement.errors).toMatchObject([{ code: '101' }]);
    expect(messages.answersBatch(fileId).match(/MSA\|A.\|RS-\d+/g)).toEqual(
      Array.from({ length: 12 }, (_, at) => expect.stringMatching(`RS-${at + 1}$`) as string),
    );
    expect(log()).toContain('Message RS-1: accepted with remarks (AE 101 103)');
    expect(log()).toContain('Message RS-12: not accepted (AR 202)');
    expect(log().join('\n')).not.toMatch(/sample|ada|birth/i);
  });

  it('sends the refused ones again with the same control IDs', async () => {
    const { gateway, send, ended, latest, rows } = await desk({
      answerTo: ({ controlId }) => (controlId === 'RS-3' ? 'refused' : 'accepted'),
    });
    await send();
    await ended().toEqual(isOver);
    gateway.setAnswers(() => 'accepted');
    const again = await send({ kind: 'refused' });
    await expect.poll(latest).toMatchObject({ id: again.id, status: 'done' });
    expect(gateway.messages.slice(12).map(({ controlId }) => controlId)).toEqual(['RS-3']);
    expect((await rows()).every(({ verdict }) => verdict === 'accepted')).toBe(true);
    await expect(send({ kind: 'refused' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('signs in wrongly once only, and not again after two of them', async () => {
    const { gateway, send, ended, rows } = await desk({ typed: 'Made-up.Wrong' });
    await send();
    await ended().toMatchObject({
      status: 'stopped',
      failure: { code: 'login-refused' },
      counts: { failed: 1, waiting: 0 },
    });
    expect(gateway.messages).toHaveLength(1);
    expect((await rows()).slice(1).every(({ state }) => state === 'not-sent')).toBe(true);
    await send();
    await expect.poll(() => gateway.messages.length).toBe(2);
    await expect
      .poll(() => send().catch((error: unknown) => error))
      .toMatchObject({
        code: 'login-paused',
      });
    expect(gateway.messages).toHaveLength(2);
  });

  it('signs in wrongly twice at the most, however many files are sent at once', async () => {
    const { gateway, messages, site } = await desk({ typed: 'Made-up.Wrong', delay: 20 });
    const over = new Set<string>();
    messages.onRunChanged(({ id, status }) => {
      if (status === 'stopped') over.add(id);
    });
    const names = Array.from({ length: 8 }, (_, at) => `clinic-${at}.hl7`);
    const files = names.map((name, at) =>
      someFile(update({ controlId: `F-${at}`, processingId: 'T' }), name),
    );
    const opened = messages.open(files);
    for (const { id } of opened) await messages.inspect(site.id, id);
    await Promise.all(opened.map(({ id }) => messages.send(site.id, id, { kind: 'all' }, [])));
    await expect.poll(() => over.size).toBe(8);
    expect(gateway.messages).toHaveLength(2);
  });

  it('asks for the identity once, and sends nothing to one that is not accepted', async () => {
    const { gateway, office, send, ended } = await desk();
    office.trusting = false;
    await send();
    await ended().toMatchObject({ status: 'stopped', failure: { code: 'identity-unknown' } });
    expect(gateway.requests).toEqual([]);
  });

  it('says unknown of what got no answer, and goes on', async () => {
    const { gateway, send, ended, rows } = await desk({
      answerTo: ({ controlId }) => (controlId === 'RS-2' ? { mood: 'reset' } : 'accepted'),
    });
    await send();
    await ended().toEqual(isOver);
    expect((await rows())[1]).toMatchObject({ state: 'unknown', failure: { code: 'reply-lost' } });
    expect(gateway.messages).toHaveLength(12);
  });

  it('waits for a gateway that is down, and stops when it is told to', async () => {
    const { gateway, messages, send, ended, rows } = await desk({ mood: 'maintenance' });
    const run = await send();
    await ended().toMatchObject({
      status: 'paused',
      failure: { code: 'gateway-page' },
      resumesAt: expect.any(Number) as number,
    });
    gateway.setMood('ok');
    messages.resume(run.id);
    await ended().toEqual(isOver);
    expect((await rows()).every(({ verdict }) => verdict === 'accepted')).toBe(true);
  });

  it('stopped: what was on its way is unknown, the rest is as before', async () => {
    const { gateway, messages, send, ended, rows } = await desk({
      answerTo: ({ number }) => (number === 1 ? 'accepted' : { mood: 'silent' }),
    });
    const run = await send();
    await expect.poll(() => gateway.messages.length).toBe(5);
    messages.stop(run.id);
    await ended().toMatchObject({ status: 'stopped', counts: { accepted: 1, unknown: 4 } });
    expect((await rows()).map(({ state }) => state)).toEqual([
      'answered',
      ...Array<string>(4).fill('unknown'),
      ...Array<string>(7).fill('not-sent'),
    ]);
  });

  it('shows the answer to a query', async () => {
    const { messages, send, ended, fileId, site } = await desk({
      content: query().replace('|P|2.5.1', '|T|2.5.1'),
    });
    await send();
    await ended().toEqual(isOver);
    const view = messages.answer(fileId, 0);
    expect(view?.acknowledgement).toMatchObject({ verdict: 'accepted', queryStatus: 'NF' });
    expect(view?.segments.map(({ name }) => name)).toEqual(['MSH', 'MSA', 'QAK']);
    expect(site.protocol).toBe('soap');
  });

  it('ends with the program', async () => {
    const { gateway, office, send } = await desk({ mood: 'silent' });
    await send();
    await expect.poll(() => gateway.messages.length).toBe(1);
    await office.services.messages.shutDown();
  });
});

describeServer('before anything is sent', webServerAvailability(), () => {
  it('production messages to another gateway need a deliberate act', async () => {
    const { gateway, messages, send, site, fileId } = await desk({ content: updates(1) });
    await expect(send()).rejects.toMatchObject({
      code: 'consent-needed',
      detail: 'production-to-test',
    });
    expect(gateway.accepted()).toBe(0);
    await messages.send(site.id, fileId, { kind: 'all' }, ['production-to-test']);
    await expect.poll(() => gateway.messages.length).toBe(1);
  });

  it('a file that has changed is not sent', async () => {
    const { gateway, send, path } = await desk();
    writeFileSync(path, updates(11, { processingId: 'T' }));
    await expect(send()).rejects.toMatchObject({ code: 'local-changed' });
    expect(gateway.accepted()).toBe(0);
  });

  it('stopped while it is down: what it was given is not called unsent', async () => {
    const { gateway, messages, send, ended, rows } = await desk({ mood: 'maintenance-503' });
    const run = await send();
    await ended().toMatchObject({ status: 'paused' });
    messages.stop(run.id);
    await ended().toMatchObject({ status: 'stopped', counts: { failed: 1 } });
    expect(gateway.messages).toHaveLength(1);
    expect((await rows()).slice(0, 2)).toMatchObject([
      { state: 'failed', failure: { code: 'gateway-page' } },
      { state: 'not-sent' },
    ]);
  });

  it('a file that is being sent is not sent twice, nor read anew', async () => {
    const { gateway, messages, send, path, fileId } = await desk({ mood: 'silent' });
    const run = await send();
    await expect(send()).rejects.toMatchObject({ code: 'invalid-input' });
    expect(messages.open([path])).toMatchObject([{ id: fileId, messages: 12 }]);
    await expect.poll(() => gateway.messages.length).toBe(1);
    messages.close(fileId);
    expect(messages.list()).toEqual({ files: [], runs: [] });
    expect(run.status).toBe('running');
  });
});
