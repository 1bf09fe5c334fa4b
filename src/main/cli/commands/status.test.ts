import { expect, it } from 'vitest';
import type { RuleView } from '../../../shared/domain/rule.ts';
import { Screen } from '../screen.ts';
import { MemoryRules, sitesOfRules, someRule, someRun } from '../testing/memory-rules.ts';
import { recordedIo } from '../testing/recorded-io.ts';
import { showStatus } from './status.ts';

function status(rules: readonly RuleView[], json = false) {
  const io = recordedIo();
  const services = { automation: new MemoryRules(rules), sites: sitesOfRules };
  const code = showStatus(services, new Screen(io, false), { kind: 'status', json });
  return { code, out: io.stdout(), err: io.stderr() };
}

const schedule = {
  kind: 'schedule',
  schedule: { kind: 'daily', at: '17:30', days: 'weekdays' },
  runMissed: true,
} as const;
const at = new Date(2026, 10, 24, 17, 30).getTime();

it('shows when a rule ran, when it was well and when it runs next', () => {
  const lastRun = someRun({ startedAt: at, endedAt: at + 1, sent: 2 });
  const rules = [
    someRule({ lastRun, lastSuccessAt: at, nextRunAt: at + 86_400_000, start: schedule }),
  ];
  expect(status(rules)).toMatchObject({
    code: 0,
    out:
      'Nightly\n' +
      '  last run      2026-11-24 17:30:00  Done: 2 sent.\n' +
      '  last success  2026-11-24 17:30:00\n' +
      '  next run      2026-11-25 17:30:00\n',
  });
});

it('is well for rules that had nothing to do, or paused', () => {
  const { code, out } = status([someRule(), someRule({ id: 'r2', paused: true })]);
  expect(code).toBe(0);
  expect(out).toContain('When files come');
  expect(out).toContain('Paused');
  expect(status([])).toMatchObject({ code: 0, out: '' });
});

it('is not well where something failed, until a later look left nothing behind', () => {
  const failed = someRun({
    outcome: 'failed',
    failed: 1,
    failure: { code: 'port-silent', detail: '' },
  });
  const rule = someRule({ lastRun: failed, lastSuccessAt: 1500 });
  expect(status([rule]).code).toBe(1);
  expect(status([rule]).out).toContain('port-silent');
  expect(status([{ ...rule, lastSuccessAt: 3000 }]).code).toBe(0);
  const refused = { ...failed, outcome: 'some-not', refused: 1 } as const;
  expect(status([{ ...rule, lastRun: refused, lastSuccessAt: 3000 }]).code).toBe(1);
  const trouble = { code: 'local-not-found', detail: '' } as const;
  expect(status([someRule({ trouble })]).code).toBe(1);
});

it('as JSON it is an object a rule', () => {
  const trouble = { code: 'rule-running', detail: '' } as const;
  const { out } = status([someRule({ trouble, lastRun: someRun({ sent: 1 }) })], true);
  expect(JSON.parse(out)).toMatchObject({
    ...{ event: 'rule', rule: 'Nightly', ruleId: 'r1', start: 'watch', paused: false },
    ...{ nextRunAt: null, lastSuccessAt: null },
    lastRun: { outcome: 'done', sent: 1, error: null, notes: [] },
    trouble: { code: 'rule-running' },
  });
});
