import { mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { update } from '../hl7/testing/samples.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { inspectFile } from './inspect-file.ts';
import { openLocalFile } from './local-file.ts';
import { sendable } from './message-content.ts';
import { OpenFile } from './open-file.ts';
import { openedFile, someFile, updates } from './testing/some-file.ts';

const context = { purpose: 'upload', facilityId: null, now: Date.UTC(2026, 5, 1) } as const;

describe('an open file', () => {
  it('lists its messages, and has looked at them', async () => {
    const batch = `FHS|^~\\&\r\nBHS|^~\\&\r\n${updates(3)}BTS|3\r\nFTS|1\r\n`;
    const file = await openedFile(batch);
    expect(file.view()).toMatchObject({
      name: 'updates.hl7',
      size: batch.length,
      messages: 3,
      failure: null,
      letters: 'utf-8',
      inspection: { kind: 'hl7', messages: 3, types: { 'VXU^V04': 3 } },
    });
    expect(file.at(1)).toMatchObject({
      line: 10,
      type: 'VXU^V04',
      controlId: 'RS-2',
      processingId: 'P',
    });
    expect(sendable(await file.message(1))).toBe(update({ controlId: 'RS-2' }));
  });

  it('tells how far it is read, at most five times a second, and when it is done', async () => {
    const seen: number[] = [];
    let now = 0;
    const file = new OpenFile('f', someFile(updates(3000)), {
      clock: { now: () => (now += 150) },
      changed: (changed) => void seen.push(changed.view().messages),
    });
    expect(file.view()).toMatchObject({ messages: 0, inspection: null, failure: null });
    await file.read;
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(3000);
  });

  it('says why it can not be read', async () => {
    const parts = { clock: new FakeClock(), changed: () => undefined };
    const file = new OpenFile('f', join(tempFolder(), 'none.hl7'), parts);
    await file.read;
    expect(file.view()).toMatchObject({ inspection: null, failure: { code: 'local-not-found' } });
    await expect(file.whole()).rejects.toMatchObject({ code: 'local-not-found' });
  });

  it('gives no message once the file is another one', async () => {
    const file = await openedFile(updates(2));
    writeFileSync(file.path, updates(2, { name: 'Other^One' }));
    utimesSync(file.path, 1, 1);
    await expect(file.message(0)).rejects.toMatchObject({ code: 'local-changed' });
    truncateSync(file.path, 10);
    await expect(file.message(0)).rejects.toMatchObject({ code: 'local-changed' });
    rmSync(file.path);
    await expect(file.message(0)).rejects.toMatchObject({ code: 'local-not-found' });
  });

  it('reads letters as the person says where they are no UTF-8, and only there', async () => {
    const western = Buffer.from(update({ name: 'Pe\xf1a^Ada' }), 'latin1');
    const file = await openedFile(Buffer.concat([western, Buffer.from(update({ name: 'Peña' }))]));
    await expect(file.message(0)).resolves.toMatchObject({ invalidText: true });
    file.letters = 'windows-1252';
    for (const index of [0, 1]) expect(sendable(await file.message(index))).toContain('Peña');
  });

  it('stops reading when it is closed', async () => {
    const told: unknown[] = [];
    const file = new OpenFile('f', someFile(updates(5000)), {
      clock: new FakeClock(),
      changed: () => void told.push(0),
    });
    file.close();
    await file.read;
    expect(told).toEqual([]);
    await expect(file.whole()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the pre-flight check of a file', () => {
  it('looks at all of it', async () => {
    expect(await inspectFile(someFile(updates(4)), context)).toMatchObject({
      inspection: { messages: 4 },
    });
    expect(await inspectFile(someFile(''), context)).toMatchObject({
      inspection: { kind: 'empty' },
    });
  });

  it('says why it can not', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'sub'));
    const at = (name: string) => inspectFile(join(folder, name), context);
    await expect(at('none')).rejects.toMatchObject({ code: 'local-not-found' });
    await expect(at('sub')).rejects.toMatchObject({ code: 'local-not-a-file' });
  });

  it('ends when it is stopped', async () => {
    const stopped = AbortSignal.abort();
    const looking = inspectFile(someFile(updates(1)), context, stopped);
    await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('what is read from a file that became shorter is refused', async () => {
  const path = someFile('0123456789');
  const file = await openLocalFile(path);
  expect((await file.read(2, 3)).toString()).toBe('234');
  await expect(file.read(8, 3)).rejects.toMatchObject({ code: 'local-changed' });
  await file.close();
});
