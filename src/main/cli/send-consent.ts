import {
  consentFor,
  type FindingCode,
  type Inspection,
  type InspectionPurpose,
} from '../../shared/domain/inspection.ts';
import type { Screen } from './screen.ts';

/** Whether a file's messages may be sent, and in spite of what. */
export type Decision =
  | { readonly kind: 'send'; readonly consent: readonly FindingCode[] }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'declined' };

interface Needed {
  readonly refused: boolean;
  readonly questions: readonly FindingCode[];
  readonly explicit: readonly FindingCode[];
}

/** What is still to be decided about a file when `given` was said already. */
function consentNeeded(
  { findings }: Inspection,
  purpose: InspectionPurpose,
  given: readonly FindingCode[],
): Needed {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const open = codes.filter((code) => !given.includes(code));
  return {
    refused: codes.some((code) => consentFor(code, purpose) === 'refused'),
    questions: open.filter((code) => consentFor(code, purpose) === 'question'),
    explicit: open.filter((code) => consentFor(code, purpose) === 'explicit'),
  };
}

/** Asks what `--yes` leaves open; without a terminal the answer is no. The findings were shown before. */
export async function decide(
  screen: Screen,
  inspection: Inspection,
  purpose: InspectionPurpose,
  given: readonly FindingCode[],
  signal: AbortSignal,
): Promise<Decision> {
  const { refused, questions, explicit } = consentNeeded(inspection, purpose, given);
  if (refused) return { kind: 'stopped' };
  const open = [...questions, ...explicit];
  const consent = [...given, ...open];
  if (open.length === 0) return { kind: 'send', consent };
  const word = purpose === 'gateway-production' ? 'PRODUCTION' : 'TEST';
  // One that is mixed up takes more than a y: the word for where it would go.
  const [prompt, wanted] =
    explicit.length > 0
      ? [`Type ${word} to send it there anyway: `, new RegExp(`^${word}$`, 'i')]
      : ['Send it anyway? [y/N] ', /^y(es)?$/i];
  const answer = await screen.question(prompt, signal);
  if (answer === null && !signal.aborted) {
    screen.problem(
      `Nobody is there to be asked. If it is meant, run this again with --yes ${open.join(',')}.`,
    );
  }
  return wanted.test((answer ?? '').trim()) ? { kind: 'send', consent } : { kind: 'declined' };
}
