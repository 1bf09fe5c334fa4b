import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { update } from '../hl7/testing/samples.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { UploadInspections } from './inspect-files.ts';

const { signal } = new AbortController();

function aFile(content: string): string {
  const path = join(tempFolder(), 'a.hl7');
  writeFileSync(path, content);
  return path;
}

function inspections() {
  const asked: string[] = [];
  const sent = new Set<string>();
  const looking = new UploadInspections({
    clock: new FakeClock(),
    sentBefore: (siteId, sha256) => {
      asked.push(`${siteId} ${sha256}`);
      return sent.has(siteId) ? { at: 1, outcome: 'accepted', name: 'a.hl7' } : null;
    },
  });
  return { looking, asked, sent };
}

it('says of a file what it holds and whether its content was sent, also when it was sent meanwhile', async () => {
  const { looking, asked, sent } = inspections();
  const path = aFile(update());
  expect(await looking.inspect('s1', [path], signal)).toMatchObject([
    { path, inspection: { messages: 1 }, sentBefore: null, failure: null },
  ]);
  sent.add('s1');
  expect(await looking.inspect('s1', [path], signal)).toMatchObject([
    { inspection: { messages: 1 }, sentBefore: { outcome: 'accepted' } },
  ]);
  expect(new Set(asked).size).toBe(1);
});

it('asks of another site and of other content anew', async () => {
  const { looking, asked } = inspections();
  const path = aFile(update());
  await looking.inspect('s1', [path], signal);
  await looking.inspect('s2', [path], signal);
  writeFileSync(path, update() + update({ controlId: 'RS-2' }));
  expect(await looking.inspect('s1', [path], signal)).toMatchObject([
    { inspection: { messages: 2 } },
  ]);
  expect(new Set(asked).size).toBe(3);
});

it('asks nothing about an empty file, and says why one can not be looked at', async () => {
  const { looking, asked } = inspections();
  expect(await looking.inspect('s1', [aFile(''), 'nowhere'], signal)).toMatchObject([
    { inspection: { kind: 'empty' }, sentBefore: null },
    { inspection: null, failure: { code: 'local-not-found' } },
  ]);
  expect(asked).toEqual([]);
});
