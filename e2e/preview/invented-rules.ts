import { newRuleSettings, type RuleRun, type RuleView } from '../../src/shared/domain/rule.ts';
import type { AppEvents, EventName } from '../../src/shared/ipc/contract.ts';

/* Invented rules and runs. `?rules=` is none, some or long. */

const minute = 60_000;
const today = (hours: number, minutes: number, daysAgo = 0): number => {
  const date = new Date();
  date.setDate(date.getDate() - daysAgo);
  return date.setHours(hours, minutes, 0, 0);
};

const run = (id: number, ruleId: string, change: Partial<RuleRun>): RuleRun => ({
  ...{ id, ruleId, startedAt: today(17, 30), endedAt: today(17, 31), outcome: 'done' },
  ...{ failure: null, notes: [], sent: 12, known: 0, refused: 0, failed: 0, unknown: 0 },
  ...change,
});

const rule = (id: string, change: Partial<RuleView>): RuleView => ({
  ...newRuleSettings(),
  ...{ id, position: 0, siteId: 'ciis-sftp', folder: 'C:\\Clinic\\Outbox' },
  ...{ nextRunAt: null, lastRun: null, lastSuccessAt: null, trouble: null },
  ...change,
});

const evening: Partial<RuleView> = {
  name: 'Evening upload',
  start: {
    kind: 'schedule',
    schedule: { kind: 'daily', at: '17:30', days: 'weekdays' },
    runMissed: true,
  },
};

const notes = [
  'school_1120.hl7: It is cut off in the last message.',
  'walkin_1120.hl7: It is a test file, and CIIS SFTP is for production.',
];

const some: readonly RuleView[] = [
  rule('outbox', {
    name: 'Outbox of the record system',
    lastRun: run(1, 'outbox', { startedAt: today(9, 12), endedAt: today(9, 13), sent: 1 }),
    lastSuccessAt: today(9, 13),
  }),
  rule('evening', {
    ...evening,
    folder: 'C:\\Clinic\\Export',
    nextRunAt: today(17, 30, -1),
    lastRun: run(2, 'evening', { outcome: 'some-not', refused: 2, notes }),
    lastSuccessAt: today(17, 31, 1),
  }),
  rule('share', {
    name: 'School clinics',
    folder: '\\\\fileserver\\clinics\\school',
    pattern: '*.hl7; *.txt',
    to: '/school',
    lastRun: run(3, 'share', { startedAt: today(8, 2, 1), endedAt: today(8, 2, 1), sent: 3 }),
    lastSuccessAt: today(8, 2, 1),
    trouble: { code: 'local-not-found', detail: 'ENOENT' },
  }),
  rule('realtime', {
    name: 'Messages for the test gateway',
    siteId: 'ciis-realtime-test',
    folder: 'C:\\Clinic\\Messages',
    paused: true,
  }),
];

const long: readonly RuleView[] = [
  rule('long', {
    name: 'Outbox of the record system in the second building, which has a very long name indeed'.slice(
      0,
      80,
    ),
    folder: `C:\\Clinic\\${'Very long folder name\\'.repeat(8)}Outbox`,
    to: '/in/'.repeat(20),
    lastRun: run(9, 'long', {
      outcome: 'failed',
      failure: { code: 'login-refused', detail: 'All configured authentication methods failed' },
      sent: 0,
    }),
  }),
  rule('running', {
    ...evening,
    lastRun: run(10, 'running', { outcome: null, endedAt: null, sent: 3 }),
  }),
  rule('many', {
    name: 'Many refused',
    lastRun: run(11, 'many', {
      outcome: 'some-not',
      unknown: 1,
      notes: Array.from({ length: 9 }, (_, index) => `file_${index}.hl7: It is cut off.`),
    }),
  }),
];

const runsOf = ({ id, lastRun }: RuleView): readonly RuleRun[] =>
  lastRun === null
    ? []
    : [
        lastRun,
        run(101, id, { startedAt: today(17, 30, 1), sent: 8, known: 1 }),
        run(102, id, {
          ...{ startedAt: today(17, 30, 2), outcome: 'failed', sent: 0 },
          failure: { code: 'port-silent', detail: '' },
        }),
        run(103, id, { startedAt: today(17, 30, 3), outcome: 'interrupted', sent: 4 }),
        run(104, id, { ...{ startedAt: today(17, 30, 4) }, outcome: 'some-not', unknown: 1 }),
      ];

/** Answers the commands of Automation from invented rules, which can be changed. */
export function ruleAnswers(
  scene: string,
  emit: <Name extends EventName>(name: Name, payload: AppEvents[Name]) => void,
): (name: string, input: unknown) => unknown {
  let rules = scene === 'none' ? [] : scene === 'long' ? long : some;
  const change = (changed: readonly RuleView[]): void => {
    rules = changed;
    setTimeout(() => emit('rules.changed', { rules }), 100);
  };
  const put = (changed: RuleView): RuleView => {
    const isThere = rules.some(({ id }) => id === changed.id);
    change(
      isThere
        ? rules.map((each) => (each.id === changed.id ? changed : each))
        : [...rules, changed],
    );
    return changed;
  };
  const runNow = (found: RuleView): void => {
    const startedAt = Date.now();
    const begun = run(startedAt, found.id, { startedAt, endedAt: null, outcome: null, sent: 0 });
    put({ ...found, lastRun: begun });
    setTimeout(
      () => put({ ...found, lastRun: { ...begun, endedAt: Date.now(), outcome: 'done', sent: 2 } }),
      1500,
    );
  };
  return (name, input) => {
    const given = (input ?? {}) as {
      readonly id?: string | null;
      readonly paused?: boolean;
      readonly settings?: Partial<RuleView>;
    };
    const found = rules.find(({ id }) => id === given.id);
    switch (name) {
      case 'rules.list':
        return rules;
      case 'rules.chooseFolder':
        return 'C:\\Clinic\\Outbox';
      case 'rules.save':
        return put({
          ...(found ?? rule(`new-${rules.length}`, { nextRunAt: Date.now() + 90 * minute })),
          ...given.settings,
        });
      case 'rules.remove':
        change(rules.filter((each) => each !== found));
        return undefined;
    }
    if (found === undefined) return undefined;
    switch (name) {
      case 'rules.setPaused':
        return put({ ...found, paused: given.paused ?? false });
      case 'rules.run':
        runNow(found);
        return undefined;
      case 'rules.runs':
        return runsOf(found);
      default:
        return undefined;
    }
  };
}
