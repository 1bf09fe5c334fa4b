import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/error.ts';
import type { RuleRun, RuleView } from '../../../shared/domain/rule.ts';
import { Screen } from '../screen.ts';
import { MemoryRules, sitesOfRules, someRule, someRun } from '../testing/memory-rules.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { runRules } from './run.ts';

async function run(
  rules: readonly RuleView[],
  ends: Readonly<Record<string, RuleRun | AppError>>,
  typed: readonly string[],
  json = false,
) {
  const automation = new MemoryRules(rules, ends);
  const io = recordedIo();
  const services = { automation, sites: sitesOfRules };
  const command = { kind: 'run', rules: typed, json } as const;
  const code = await runRules(services, new Screen(io, false), io, command, () => 5000);
  return { code, out: io.stdout(), ran: automation.ran };
}

const two = [someRule(), someRule({ id: 'r2', name: 'Hourly' })];

describe('run', () => {
  it('carries out a rule and tells what became of its files', async () => {
    const notes = ['a\u001b[2J.hl7: It may be cut off.'];
    const ends = { r1: someRun({ outcome: 'some-not', sent: 3, known: 1, refused: 1, notes }) };
    const { code, out } = await run(two, ends, ['Nightly']);
    expect(code).toBe(1);
    expect(out).toBe(
      'Nightly  Some files did not arrive: 3 sent, 1 known before, 1 refused.\n' +
        '    a\ufffd[2J.hl7: It may be cut off.\n',
    );
  });

  it('is well where there was nothing to do', async () => {
    const { code, out } = await run(two, {}, ['r2']);
    expect({ code, out }).toEqual({ code: 0, out: 'Hourly  Done: no files.\n' });
  });

  it('--all leaves out paused rules; the code is that of what needs a person first', async () => {
    const failure = { code: 'identity-changed', detail: '' } as const;
    const rules = [...two, someRule({ id: 'r3', name: 'Paused', paused: true })];
    const ends = {
      r1: new AppError('rule-running'),
      r2: someRun({ ruleId: 'r2', outcome: 'failed', failure }),
    };
    const { code, out, ran } = await run(rules, ends, [], true);
    expect(code).toBe(4);
    expect(ran).toEqual(['r1', 'r2']);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(events).toMatchObject([
      { event: 'run', rule: 'Nightly', outcome: 'failed', error: { code: 'rule-running' } },
      { event: 'run', rule: 'Hourly', outcome: 'failed', error: { code: 'identity-changed' } },
    ]);
  });

  it('a refused sign-in is no connection; a paused rule that is named runs; once each', async () => {
    const failure = { code: 'login-refused', detail: '' } as const;
    const rules = [someRule({ paused: true })];
    const ends = { r1: someRun({ outcome: 'failed', failed: 2, failure }) };
    const { code, ran } = await run(rules, ends, ['r1', 'Nightly']);
    expect({ code, ran }).toEqual({ code: 3, ran: ['r1'] });
  });

  it('names the rules there are where one is not', async () => {
    await expect(run(two, {}, ['Weekly'])).rejects.toThrow('The rules are "Nightly", "Hourly".');
    await expect(run([], {}, ['Weekly'])).rejects.toThrow('There is no rule yet');
    await expect(run([], {}, [])).rejects.toThrow('There is no rule that is not paused');
  });
});
