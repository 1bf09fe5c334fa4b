import { adviceFor, type Advice } from './check-advice.ts';
import { findingText } from './check-text.ts';
import { proxyFactName, type Check, type Finding, type StepResult } from './check.ts';
import { aboutSite } from './error-text.ts';
import type { ErrorCode, Failure } from './error.ts';
import type { Site } from './site.ts';

/**
 * What there is to say below a step: why it failed, or what is remarkable though it passed. Null: nothing
 * that its line does not say.
 */
export function stepAdvice(step: StepResult, site: Site): Advice | null {
  const { outcome, failure, finding, facts } = step;
  // Who has stopped it knows.
  if (failure?.code === 'cancelled') return null;
  const about = { ...aboutSite(site), proxy: proxyFact(facts) };
  if (outcome === 'failed') return failure === null ? null : adviceFor(failure, about);
  if (outcome !== 'warn') return null;
  if (failure === null) return finding === null ? null : remarkOn(finding, site);
  return finding === null ? adviceFor(failure, about) : acceptedAll(failure, site);
}

const proxyFact = (facts: StepResult['facts']): string | undefined =>
  facts.find(({ name }) => name === proxyFactName)?.value;

/** The remarks on the steps that passed with one, as sentences. */
export const remarksOf = ({ steps }: Pick<Check, 'steps'>, site: Site): readonly string[] =>
  steps
    .filter(({ outcome }) => outcome === 'warn')
    .map((step) => stepAdvice(step, site)?.sentence ?? foundSentence(step.finding))
    .filter((sentence) => sentence !== '');

/** The line of the step, to be read without the step's name. */
function foundSentence(finding: Finding | null): string {
  if (finding === null) return '';
  if (finding.kind === 'description' && finding.address !== null)
    return `The description names another address: ${finding.address}.`;
  return `${findingText(finding)}.`;
}

/** Whether a remark is about who is spoken to. */
export const doubtsIdentity = ({ steps }: Pick<Check, 'steps'>): boolean =>
  steps.some(({ id, outcome }) => id === 'identity' && outcome === 'warn');

/** Of an identity that the person accepted: the sentence of the failure would say that it was not. */
function acceptedAll(failure: Failure, site: Site): Advice {
  const advice = adviceFor(failure, aboutSite(site));
  return { ...advice, ...acceptedWords(failure.code, site.host) };
}

function acceptedWords(code: ErrorCode, host: string): Partial<Advice> {
  switch (code) {
    case 'certificate-expired':
      return { sentence: `The certificate of ${host} has expired. It was accepted all the same.` };
    case 'certificate-wrong-name':
      return {
        sentence: `The certificate was made for another name than ${host}. It was accepted all the same.`,
        toDo: 'Check the address in Site Manager, and compare the fingerprint with the one you were given.',
      };
    default:
      return {};
  }
}

/** Where there is no code for it. */
function remarkOn(finding: Finding, { host, port, url }: Site): Advice | null {
  switch (finding.kind) {
    case 'private-authority':
      return {
        sentence: 'The certificate comes from an authority that is not public.',
        meaning:
          'This computer was told to trust it: it may belong to the server, or to something on this network that opens the secure link and reads along.',
        toDo: '',
        turn: 'it',
        ask: 'Ask IT',
        request: `Does "${finding.issuer}" belong to TLS inspection on our network? If so, please exempt ${host}, port ${port}. Health data goes there.`,
      };
    case 'page':
      return {
        sentence: `The page answers, but does not let this computer in (status ${finding.status}).`,
        meaning: 'A web filter on this network may be blocking it.',
        toDo: 'Open the page in a browser and see what it says.',
        turn: 'it',
        ask: 'If it speaks of a filter, ask IT',
        request: `Please let this computer open ${url}.`,
      };
    default:
      return null;
  }
}
