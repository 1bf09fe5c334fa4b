import { expect, test } from 'vitest';
import { SpeedLimit } from './speed-limit.ts';
import { oneFile } from './testing/one-file.ts';

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('the speed limit is asked about every byte that is sent, before it is', async () => {
  const file = oneFile({ content: 'x'.repeat(30) });
  const asked: number[] = [];
  file.state.mayPass = (bytes) => Promise.resolve(void asked.push(bytes));
  await file.send();
  expect(asked.reduce((sum, bytes) => sum + bytes)).toBe(30);

  const held = oneFile({ content: 'x'.repeat(3000) });
  let sent = 0;
  const limit = new SpeedLimit(held.clock, () => 1);
  held.state.mayPass = async (bytes, signal) => {
    await limit.pass(bytes, signal);
    sent += bytes;
  };
  const sending = held.send();
  while (sent < 1024) await turns();
  await turns();
  expect(sent).toBe(1024);
  held.state.mayPass = () => Promise.resolve();
  while (sent < 1028) {
    held.clock.pass(100);
    await turns();
  }
  expect(await sending).toMatchObject({ status: 'verified', sentBytes: 3000 });
});

test('bytes that are read back to compare them are asked about too', async () => {
  const file = oneFile({ site: { onExists: 'resume' }, set: (server) => (server.resumes = true) });
  file.server.files.set('/home/batch.hl7', Buffer.from('012345'));
  let asked = 0;
  file.state.mayPass = (bytes) => Promise.resolve(void (asked += bytes));
  await file.send();
  expect(asked).toBe(6 + 4);
});

test('what waits for the limit hears that the link is gone', async () => {
  const file = oneFile({ content: 'x'.repeat(3000) });
  const limit = new SpeedLimit(file.clock, () => 1);
  file.state.mayPass = (bytes, signal) => limit.pass(bytes, signal);
  await file.connect();
  // A driver that only learns of the link's end from its source.
  file.server.last.upload.send = async (_path, source) => {
    for await (const piece of source.pieces(1024)) if (piece.length === 0) break;
    throw new Error('It was not told');
  };
  const sending = file.send();
  await turns();
  file.server.last.lose();
  expect(await sending).toMatchObject({ kind: 'fail', failure: { code: 'link-lost' } });
});

test('nothing is sent while the file is paused', async () => {
  const file = oneFile();
  file.state.gate.close();
  const sending = file.send();
  await turns();
  expect(file.written).not.toContain('last-piece');
  file.state.gate.reopen();
  expect(await sending).toMatchObject({ status: 'verified' });
});
