import { stepAdvice } from '../../../shared/domain/check-remark.ts';
import type { StepResult } from '../../../shared/domain/check.ts';
import type { ErrorCode } from '../../../shared/domain/error.ts';
import type { Site } from '../../../shared/domain/site.ts';

/** Where a button beside the words leads. */
export type TroubleAction = 'enter-password' | 'change-password' | 'open-site';

/** What stands below a step: what happened, what it means, what to do, whom to ask. Empty: nothing to say. */
export interface Trouble {
  readonly tone: 'bad' | 'warn';
  readonly sentence: string;
  readonly meaning: string;
  readonly toDo: string;
  /** "Ask IT", "Call CIIS user support at (888) 611-9918". */
  readonly ask: string;
  /** What to say to them, ready to copy. */
  readonly request: string | null;
  readonly action: TroubleAction | null;
}

const passwordCodes: readonly ErrorCode[] = ['login-refused', 'password-missing'];

/** What can be looked at or changed in Site Manager. */
const siteCodes: readonly ErrorCode[] = [
  'host-not-found',
  'port-refused',
  'not-this-protocol',
  'tls-not-offered',
  'tls-too-old',
  'no-common-algorithm',
  'identity-unknown',
  'identity-changed',
  'certificate-expired',
  'certificate-wrong-name',
  'login-method-refused',
  'key-unreadable',
  'key-passphrase-wrong',
  'passive-address-wrong',
  'gateway-page',
  'gateway-no-answer',
  'gateway-other-version',
  'remote-not-found',
];

function actionFor(code: ErrorCode): TroubleAction | null {
  if (passwordCodes.includes(code)) return 'change-password';
  return siteCodes.includes(code) ? 'open-site' : null;
}

/** Null where the line of the step says it all. */
export function troubleOf(step: StepResult, site: Site): Trouble | null {
  const { outcome, failure, finding } = step;
  const advice = stepAdvice(step, site);
  if (advice !== null) {
    const { sentence, meaning, toDo, ask, request } = advice;
    return {
      tone: outcome === 'failed' ? 'bad' : 'warn',
      sentence,
      meaning,
      toDo,
      ask,
      request,
      action: failure === null ? null : actionFor(failure.code),
    };
  }
  if (finding?.kind === 'no-password')
    return notTried('It works up to here. Enter the password, then check again.', 'enter-password');
  if (finding?.kind === 'sign-in-held-back')
    return notTried(
      'Six wrong tries lock the account for 30 minutes. Check username and password before you try again.',
      'change-password',
    );
  return null;
}

const notTried = (toDo: string, action: TroubleAction): Trouble => ({
  tone: 'warn',
  sentence: '',
  meaning: '',
  toDo,
  ask: '',
  request: null,
  action,
});

export const actionWords: Readonly<Record<TroubleAction, string>> = {
  'enter-password': 'Enter the password',
  'change-password': 'Change the password',
  'open-site': 'Open in Site Manager',
};
