import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { someReceipt } from '../../shared/domain/testing/some-receipt.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { paperSize } from './paper-size.ts';
import { pdfName, receiptPaper } from './receipt-paper.ts';

const endedAt = new Date(2026, 10, 20, 10, 32).getTime();

it.each([
  ['VXU_2026-11-19.hl7', 'Receipt VXU_2026-11-19.hl7 2026-11-20.pdf'],
  ['week 47/school.hl7', 'Receipt school.hl7 2026-11-20.pdf'],
  ['RP:1*?"<>|', 'Receipt RP_1______ 2026-11-20.pdf'],
  ['..\\..\\x', 'Receipt x 2026-11-20.pdf'],
])('the receipt of %s is suggested as %s', (name, file) => {
  expect(pdfName({ name, endedAt })).toBe(file);
});

const paper = (answer: (suggested: string) => string | null, documents = '/documents') =>
  receiptPaper({
    receipt: (id) => someReceipt({ id }),
    print: ({ id }) => Promise.resolve(id === 7),
    pdf: ({ name }) => Promise.resolve(Buffer.from(`%PDF of ${name}`)),
    saveAs: (suggested) => Promise.resolve(answer(suggested)),
    documents,
  });

it('is written where the person says', async () => {
  const folder = tempFolder();
  let suggested = '';
  const file = await paper((path) => {
    suggested = path;
    return join(folder, 'mine.pdf');
  }, folder).savePdf(7);
  expect(dirname(suggested)).toBe(folder);
  expect(basename(suggested)).toBe('Receipt VXU_2026-11-19.hl7 2026-11-20.pdf');
  expect(file).toBe(join(folder, 'mine.pdf'));
  expect(readFileSync(join(folder, 'mine.pdf'), 'utf8')).toBe('%PDF of VXU_2026-11-19.hl7');
  expect(readdirSync(folder)).toEqual(['mine.pdf']);
});

it('is written nowhere when the person wants none', async () => {
  expect(await paper(() => null).savePdf(7)).toBeNull();
});

it('says whether it was printed', async () => {
  expect(await paper(() => null).print(7)).toBe(true);
  expect(await paper(() => null).print(8)).toBe(false);
});

it.each([
  ['US', 'Letter'],
  ['', 'Letter'],
  ['de', 'A4'],
  ['GB', 'A4'],
])('in %s the paper is %s', (country, size) => {
  expect(paperSize(country)).toBe(size);
});
