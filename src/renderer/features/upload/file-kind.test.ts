import { expect, test } from 'vitest';
import { fileKind } from './file-kind.ts';

test.each([
  ['VXU_2026-11-20.hl7', 'file', 'text'],
  ['BATCH.HL7', 'file', 'text'],
  ['export.csv', 'file', 'table'],
  ['week.tar.gz', 'file', 'archive'],
  ['letter.pdf', 'file', 'pdf'],
  ['scan.jpeg', 'file', 'image'],
  ['README', 'file', 'other'],
  ['.hl7', 'file', 'other'],
  ['constructor.constructor', 'file', 'other'],
  ['data.hl7', 'folder', 'folder'],
  ['shortcut.hl7', 'link', 'link'],
] as const)('%s (%s) gets the icon of %s', (name, kind, icon) => {
  expect(fileKind({ name, kind })).toBe(icon);
});
