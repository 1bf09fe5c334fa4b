import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { update, type SampleUpdate } from '../../hl7/testing/samples.ts';
import { tempFolder } from '../../storage/testing/temp-database.ts';
import { FakeClock } from '../../transfer/testing/fake-clock.ts';
import { OpenFile } from '../open-file.ts';
import { answered } from '../outcome.ts';

export const updates = (count: number, about: SampleUpdate = {}): string =>
  Array.from({ length: count }, (_, at) => update({ ...about, controlId: `RS-${at + 1}` })).join(
    '',
  );

/** A file of this computer that is gone after the test. */
export function someFile(content: string | Buffer, name = 'updates.hl7'): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** It is open and read to its end. */
export async function openedFile(content: string | Buffer, name?: string): Promise<OpenFile> {
  const parts = { clock: new FakeClock(), changed: () => undefined };
  const file = new OpenFile('file-1', someFile(content, name), parts);
  await file.read;
  return file;
}

/** As if it was sent, and this came back. */
export function answer(file: OpenFile, index: number, text: string): void {
  const { controlId } = file.at(index);
  const sentAt = Date.UTC(2026, 5, 1, 9);
  file.ledger.ended(index, answered(text, { controlId, sentAt }, sentAt + 500));
}
