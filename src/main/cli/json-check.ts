import { adviceLines } from '../../shared/domain/check-advice.ts';
import { stepAdvice } from '../../shared/domain/check-remark.ts';
import { stepText } from '../../shared/domain/check-text.ts';
import type { StepResult } from '../../shared/domain/check.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { CheckEnd } from './check-end.ts';
import type { CheckTeller } from './check-teller.ts';
import type { ExitCode } from './exit-codes.ts';
import { printable } from './printable.ts';

/** A check as one object a line, each as it comes. Server text in it is escaped by JSON itself. */
export function jsonChecks(line: (text: string) => void): CheckTeller {
  const tell = (event: object): void => line(JSON.stringify(event));
  return {
    step: (site, step) => tell(jsonStep(site, step)),
    ended: ({ site, check }) => tell({ event: 'site', site: site.label, verdict: check.verdict }),
    port: ({ label }, { port, state }) => tell({ event: 'port', site: label, port, state }),
    swept: ({ label }, { failure }) => {
      if (failure === null) return;
      const { code, detail } = failure;
      tell({ event: 'sweep', site: label, code, detail: printable(detail) });
    },
    sum: (ends, exitCode) => tell(jsonSum(ends, exitCode)),
  };
}

function jsonStep(site: Site, step: StepResult): object {
  const { id, outcome, ms, failure } = step;
  const event = {
    event: 'step',
    site: site.label,
    step: id,
    outcome: outcome === 'not-reached' ? 'skipped' : outcome,
    ms: ms === null ? null : Math.round(ms),
    code: codeOf(step),
    detail: printable(failure === null ? stepText(step) : failure.detail),
  };
  const advice = stepAdvice(step, site);
  if (advice === null) return event;
  const [sentence, ...nextStep] = adviceLines(advice);
  return { ...event, sentence, nextStep: nextStep.join(' ') };
}

function codeOf({ outcome, failure, finding }: StepResult): string | null {
  if (failure !== null) return failure.code;
  if (outcome === 'not-reached') return 'not-reached';
  if (finding?.kind === 'no-password') return 'password-missing';
  return finding?.kind === 'sign-in-held-back' ? 'login-paused' : null;
}

function jsonSum(ends: readonly CheckEnd[], exitCode: ExitCode): object {
  const count = (verdict: CheckEnd['check']['verdict']): number =>
    ends.filter(({ check }) => check.verdict === verdict).length;
  return {
    event: 'summary',
    sites: ends.length,
    ready: count('ready'),
    failed: count('failed'),
    incomplete: count('incomplete'),
    stopped: count('stopped'),
    exitCode,
  };
}
