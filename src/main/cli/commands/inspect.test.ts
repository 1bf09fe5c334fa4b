import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Site } from '../../../shared/domain/site.ts';
import { someSite } from '../../../shared/domain/testing/some-check.ts';
import { sharedFolder } from '../../hl7/testing/shared-data.ts';
import { update, updateSegments } from '../../hl7/testing/samples.ts';
import { inspectFile } from '../../messages/inspect-file.ts';
import { Screen } from '../screen.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { inspect } from './inspect.ts';

/* Looks at real files. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ciis-inspect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, 'latin1');
  return path;
}

async function run(
  paths: readonly string[],
  { site = null, json = true }: { readonly site?: Site | null; readonly json?: boolean } = {},
) {
  const io = recordedIo();
  const parts = { inspectFile, now: () => Date.UTC(2026, 1, 1) };
  const command = { kind: 'inspect', paths, site: site?.label ?? null, json } as const;
  const code = await inspect(parts, new Screen(io, false), io, command, site);
  const lines = io.stdout().trimEnd().split('\n');
  return {
    code,
    lines,
    stdout: io.stdout(),
    err: io.stderr(),
    objects: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('looking at a file', () => {
  it('has exactly the fields that scripts are promised, and more', async () => {
    const path = file('a.hl7', update() + update({ controlId: 'RS-2', identifier: '1002' }));
    const { code, objects } = await run([path]);
    expect(code).toBe(0);
    expect(objects()).toEqual([
      {
        file: path,
        messages: 2,
        types: { 'VXU^V04': 2 },
        processingIds: { P: 2 },
        findings: [
          {
            level: 'inform',
            code: 'contents',
            line: null,
            text: '2 vaccination updates, 2 patients, given 2025-12-03.',
          },
        ],
        kind: 'hl7',
        patients: 2,
        firstDate: '2025-12-03',
        lastDate: '2025-12-03',
        unlisted: 0,
        sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
      },
    ]);
  });

  it('tells in words what it is and what looks wrong, with level and line: 1', async () => {
    const [first = '', ...rest] = updateSegments({ version: '2.3' });
    const path = file('a.hl7', ['FHS|^~\\&', first, 'of the line before', ...rest, ''].join('\r'));
    const { code, lines } = await run([path], { json: false });
    expect(code).toBe(1);
    expect(lines.slice(0, 3)).toEqual([
      path,
      '  1 vaccination update, 1 patient, given 2025-12-03.',
      '  Types: 1 VXU^V04. Marked: 1 production (P).',
    ]);
    expect(lines.slice(3).sort()).toEqual([
      '  STOP   Line 3 begins with no segment name: the line before it looks broken in two.',
      '  STOP   line 1: The file has a header (FHS) and no trailer (FTS): it may be cut off.',
      '  warn   line 2: 1 message is not HL7 version 2.5.1: MSH-12 is 2.3.',
    ]);
  });

  it('knows what belongs to a site', async () => {
    const path = file('a.hl7', update());
    const forTest = await run([path], { site: someSite('ciis-realtime-test') });
    expect(forTest.code).toBe(1);
    expect(forTest.objects()[0]?.['findings']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'stop', code: 'production-to-test' }),
        expect.objectContaining({ level: 'warn', code: 'facility' }),
      ]),
    );
    expect((await run([path], { site: someSite('ciis-sftp') })).code).toBe(0);
    expect((await run([path], { site: someSite('ciis-web') })).code).toBe(0);
  });

  it("walks folders, and goes on after what can't be read: 1", async () => {
    mkdirSync(join(folder, 'deep'));
    file('deep/a.hl7', update());
    file('deep/b.csv', 'name,born\r\n');
    const { code, objects } = await run([join(folder, 'gone.hl7'), join(folder, 'deep')]);
    expect(code).toBe(1);
    expect(objects()).toMatchObject([
      { messages: 0, findings: [], error: { code: 'local-not-found' } },
      { file: join(folder, 'deep', 'a.hl7'), messages: 1 },
      { messages: 0, kind: 'not-hl7', findings: [{ level: 'stop', code: 'not-hl7' }] },
    ]);
    const nothing = await run([join(folder, 'deep', 'a.hl7')]);
    expect(nothing.code).toBe(0);
  });

  it('says so when there was none: 1', async () => {
    const { code, err } = await run([folder]);
    expect(code).toBe(1);
    expect(err).toContain('no file to look at');
  });

  it('shows nothing that a field of a patient says', async () => {
    const path = file('a.hl7', update({ birth: '20990101', given: '20990101', vaccine: '' }));
    for (const json of [true, false]) {
      const { stdout } = await run([path], { json });
      expect(stdout).toContain('PID-7');
      expect(stdout).not.toMatch(/Sample|Ada|Mia|1001/);
    }
  });
});

const samples = sharedFolder('hl7');

/* Not part of this repository; beside a checkout that stands alone they are not there. */
if (samples.isThere) {
  describe('the sample files', () => {
    const stopped = [
      'batch_empty.hl7',
      'batch_no_fts.hl7',
      'control_char.hl7',
      'nist_ACK-Z23_lf.hl7',
      'not_hl7.csv',
      'vxu_utf16le.hl7',
      'wrapped_segment.hl7',
      'zero_bytes.hl7',
    ];

    it.each(samples.names())('%s', async (name) => {
      const { code, objects } = await run([file(name, samples.read(name).toString('latin1'))]);
      expect(objects()).toHaveLength(1);
      expect(code).toBe(stopped.includes(name) ? 1 : 0);
    });
  });
}
