import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { consentFor, findingCodes, type Inspection } from '../../shared/domain/inspection.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { lookAt } from './look.ts';
import { someInspection } from './testing/some-inspection.ts';

const { signal } = new AbortController();

function file(): string {
  const path = join(tempFolder(), 'a.hl7');
  writeFileSync(path, 'made up');
  return path;
}

const sha256 = 'a'.repeat(64);
const finding = (inspection: Inspection) => ({
  inspect: () => Promise.resolve({ inspection, sha256 }),
  hash: () => Promise.resolve(sha256),
});
const look = (inspection: Inspection, preflight = true) =>
  lookAt(finding(inspection), { preflight }, file(), signal);

test.each(findingCodes)('%s: a look does what its consent calls for', async (code) => {
  const kinds = { nothing: 'fine', question: 'question', explicit: 'stopped', refused: 'stopped' };
  expect((await look(someInspection(code))).kind).toBe(kinds[consentFor(code, 'upload')]);
});

test('a refusal says the words of what stops it, and no more of them than a person reads', async () => {
  const broken = someInspection('broken-line').findings;
  const findings = Array.from({ length: 30 }, (_none, at) =>
    broken.map((f) => ({ ...f, line: at + 1 })),
  );
  const seen = await look({ ...someInspection('version'), findings: findings.flat(), unlisted: 5 });
  const lines = seen.kind === 'stopped' ? seen.failure.detail.split('\n') : [];
  expect(lines).toHaveLength(21);
  expect(lines[0]).toMatch(/^Line 1 begins/);
  expect(lines.at(-1)).toBe('And 15 more.');
});

test('control characters of a header do not reach the detail', async () => {
  const [answer] = someInspection('answer').findings;
  if (answer === undefined) throw new Error('no finding');
  const seen = await look({
    ...someInspection(),
    findings: [{ ...answer, facts: { value: 'ACK\u001b[2J\n' } }],
  });
  const detail = seen.kind === 'stopped' ? seen.failure.detail : '';
  expect(detail).toContain('ACK');
  expect(detail).not.toMatch(/\p{Cc}/u);
});

test('a look that is ended is no verdict', async () => {
  const controller = new AbortController();
  const inspect = () => {
    controller.abort();
    return Promise.resolve({ inspection: someInspection(), sha256 });
  };
  const parts = { ...finding(someInspection()), inspect };
  const looking = lookAt(parts, { preflight: true }, file(), controller.signal);
  await expect(looking).rejects.toEqual(new AppError('cancelled'));
});

test('a look tells which content it was, and how many messages it has', async () => {
  const seen = await look(someInspection());
  expect(seen).toMatchObject({ kind: 'fine', facts: { size: 7, sha256, messages: 2 } });
  expect(await look({ ...someInspection('not-hl7'), kind: 'not-hl7' })).toMatchObject({
    kind: 'question',
    facts: { sha256, messages: null },
  });
});

test('a site that takes any file wants to know the content, and nothing more', async () => {
  expect(await look(someInspection('broken-line'), false)).toMatchObject({
    kind: 'fine',
    facts: { sha256, messages: null },
  });
});
