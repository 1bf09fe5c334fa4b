import { newRuleSettings, type RuleRun, type RuleView } from '../rule.ts';

/** A rule that watches a folder for the site "ciis-sftp", but for what the test changes. */
export const someRule = (change: Partial<RuleView> = {}): RuleView => ({
  ...newRuleSettings(),
  name: 'Outbox',
  siteId: 'ciis-sftp',
  folder: 'C:\\Outbox',
  id: 'rule-1',
  position: 0,
  nextRunAt: null,
  lastRun: null,
  lastSuccessAt: null,
  trouble: null,
  ...change,
});

/** A run of that rule that sent a file, but for what the test changes. */
export const someRun = (change: Partial<RuleRun> = {}): RuleRun => ({
  id: 1,
  ruleId: 'rule-1',
  startedAt: 1000,
  endedAt: 2000,
  outcome: 'done',
  failure: null,
  notes: [],
  ...{ sent: 1, known: 0, refused: 0, failed: 0, unknown: 0 },
  ...change,
});
