import { ciisSupportPhone, isCiisHost } from '../../shared/domain/presets.ts';
import type { PresentedIdentity } from '../../shared/domain/identity.ts';
import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import { signInAgainWords } from '../../shared/domain/prompt-words.ts';
import type { Ask, Question } from '../prompts/ask.ts';
import { askExists, askPreflight, askSendAgain, isYes } from './ask-files.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';

export interface AskSettings {
  /** `--accept-new-identity` */
  readonly acceptNewIdentity: boolean;
  /** `--allow-empty` */
  readonly allowEmpty: boolean;
  /** `--any-file` */
  readonly anyFile: boolean;
  /** `--again` */
  readonly again: boolean;
  /** `--insist` */
  readonly insist: boolean;
}

type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

const no: PromptAnswer = { kind: 'no' };
const yes: PromptAnswer = { kind: 'yes' };

/** Answers from the options where they say enough, else asks on the terminal; without one the answer is no. */
export function askTerminal(screen: Screen, settings: AskSettings): Ask {
  return async (question, signal) => {
    switch (question.kind) {
      case 'identity-new':
        return askIdentity(screen, settings, question, signal);
      case 'identity-changed':
        screen.problem(changedText(question));
        return no;
      case 'password':
        return askPassword(screen, question, signal);
      case 'empty-files':
        return settings.allowEmpty ? yes : no;
      case 'preflight':
        return askPreflight(screen, settings, question, signal);
      case 'send-again':
        return askSendAgain(screen, question, signal);
      case 'sign-in-again':
        return askSignIn(screen, settings, question, signal);
      case 'file-exists':
        return askExists(screen, question, signal);
    }
  };
}

async function askIdentity(
  screen: Screen,
  settings: AskSettings,
  { host, port, presented }: Of<'identity-new'>,
  signal: AbortSignal,
): Promise<PromptAnswer> {
  const about = `${printable(host)} port ${port} shows this identity for the first time:\n${identityText(presented)}`;
  if (settings.acceptNewIdentity) {
    screen.message(`${about}\nAccepted, as --accept-new-identity says.`);
    return yes;
  }
  screen.problem(about);
  const answer = await screen.question(
    `Is it the fingerprint that ${isCiisHost(host) ? `CIIS (${ciisSupportPhone})` : 'whoever runs this server'} gives you? Type yes to accept it: `,
    signal,
  );
  if (answer === null) {
    screen.problem(
      'Nobody is there to be asked. If it is the right one, run this again with --fingerprint and it.',
    );
  }
  return answer?.trim().toLowerCase() === 'yes' ? yes : no;
}

function changedText({ host, port, accepted, presented }: Of<'identity-changed'>): string {
  return [
    `The identity of ${printable(host)} port ${port} has changed.`,
    `Accepted ${day(accepted.acceptedAt)}:`,
    identityText(accepted),
    'Now it shows:',
    identityText(presented),
    'If you were told so beforehand: ciis-connect sites forget-identity SITE, then connect again.',
  ].join('\n');
}

/** Rows of name and value. */
function identityText({ kind, keyType, fingerprint, certificate }: PresentedIdentity): string {
  const rows: (readonly [string, string])[] = [
    [kind === 'ssh-host-key' ? 'host key' : 'certificate', keyType],
    ['fingerprint', fingerprint.startsWith('SHA256:') ? fingerprint : `SHA256:${fingerprint}`],
  ];
  if (certificate !== null) {
    rows.push(
      ['issued to', certificate.subject],
      ['issued by', certificate.issuer],
      ['valid', `${day(certificate.validFrom)} to ${day(certificate.validTo)}`],
      ...certificate.problems.map((problem) => ['note', problem] as const),
    );
  }
  return rows.map(([name, value]) => `  ${name.padEnd(12)} ${printable(value)}`).join('\n');
}

async function askPassword(
  screen: Screen,
  { host, username, canRemember, passphrase }: Of<'password'>,
  signal: AbortSignal,
): Promise<PromptAnswer> {
  const what = passphrase ? 'Passphrase of the private key' : 'Password';
  const whose = `${printable(username)} at ${printable(host)}`;
  const password = await screen.question(`${what} for ${whose} (not shown): `, signal, {
    hidden: true,
  });
  if (password === null || password === '' || password.length > 1024) return no;
  if (!canRemember) return { kind: 'password', password, remember: false };
  const keep = await screen.question('Keep it in the keychain of this computer? [y/N] ', signal);
  return { kind: 'password', password, remember: isYes(keep) };
}

async function askSignIn(
  screen: Screen,
  { insist }: AskSettings,
  { host, username, refused }: Of<'sign-in-again'>,
  signal: AbortSignal,
): Promise<PromptAnswer> {
  const about = `${printable(username)} at ${printable(host)}: ${signInAgainWords(refused)}`;
  if (insist) {
    screen.message(`${about}\nTried once more, as --insist says.`);
    return yes;
  }
  screen.problem(about);
  const answer = await screen.question('Try once more? [y/N] ', signal);
  if (answer === null)
    screen.problem(
      'Nobody is there to be asked. Wait five minutes, or run this again with --insist.',
    );
  return isYes(answer) ? yes : no;
}

const day = (at: number): string =>
  Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : 'an unknown day';
