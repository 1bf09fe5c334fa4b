import { connectingCodes, type ErrorCode, type Failure } from '../../../shared/domain/error.ts';
import type { RuleView } from '../../../shared/domain/rule.ts';

/** Where the button beside the words leads. */
export type TroubleAction = 'change-password' | 'check-connection' | 'edit-rule';

/** What stands in the box below a rule's last result. */
export type RuleTrouble =
  | { readonly kind: 'failure'; readonly failure: Failure; readonly action: TroubleAction | null }
  /** Another program of this computer watches for it. */
  | { readonly kind: 'elsewhere' }
  /** Files that did not arrive, a sentence each. */
  | { readonly kind: 'notes'; readonly notes: readonly string[]; readonly more: number };

const mostNotes = 3;

/** What keeps a rule from its work now; else what went wrong in its last run and was not over since. Null: nothing. */
export function troubleOf({ trouble, lastRun, lastSuccessAt }: RuleView): RuleTrouble | null {
  const isOver = (lastSuccessAt ?? 0) > (lastRun?.endedAt ?? Infinity);
  const failure = trouble ?? (isOver ? null : (lastRun?.failure ?? null));
  if (failure?.code === 'rule-running') return { kind: 'elsewhere' };
  if (failure !== null) return { kind: 'failure', failure, action: actionFor(failure.code) };
  const notes = lastRun?.notes ?? [];
  if (notes.length === 0) return null;
  return {
    kind: 'notes',
    notes: notes.slice(0, mostNotes),
    more: Math.max(0, notes.length - mostNotes),
  };
}

const ruleCodes: readonly ErrorCode[] = [
  'local-not-found',
  'local-not-a-file',
  'local-permission',
  'local-read-failed',
  'site-not-found',
  'invalid-input',
];

function actionFor(code: ErrorCode): TroubleAction | null {
  if (code === 'login-refused' || code === 'password-missing') return 'change-password';
  if (ruleCodes.includes(code)) return 'edit-rule';
  return connectingCodes.has(code) ? 'check-connection' : null;
}
