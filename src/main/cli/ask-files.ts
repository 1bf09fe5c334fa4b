import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import { promptAnswerSchema } from '../../shared/domain/prompt.ts';
import { existsChoices, existsWords, thereWords } from '../../shared/domain/prompt-words.ts';
import { duplicateWords, isDuplicate } from '../../shared/domain/sent-before.ts';
import type { Question } from '../prompts/ask.ts';
import { troubleLines } from './findings-text.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { sizeText } from './size-text.ts';

type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;
type DoubtfulFile = Of<'preflight'>['files'][number];

const no: PromptAnswer = { kind: 'no' };

/** A drop of thousands is not told file by file. */
const mostFilesTold = 20;

/**
 * About files that look unusual, or whose content was sent before. What the options say is not asked about;
 * without a terminal it is all that goes.
 */
export async function askPreflight(
  screen: Screen,
  { anyFile, again }: { readonly anyFile: boolean; readonly again: boolean },
  { files }: Of<'preflight'>,
  signal: AbortSignal,
): Promise<PromptAnswer> {
  const needs = (file: DoubtfulFile) => ({
    anyFile: file.inspection !== null && !anyFile,
    again: isDuplicate(file) && !again,
  });
  const open = files.filter((file) => Object.values(needs(file)).includes(true));
  const settled = files.filter((file) => !open.includes(file));
  if (settled.length > 0) {
    const said = [
      settled.some(({ inspection }) => inspection !== null) ? '--any-file' : '',
      settled.some(isDuplicate) ? '--again' : '',
    ].filter((option) => option !== '');
    const say = said.length === 1 ? 'says' : 'say';
    screen.message(`${toldOf(settled)}\nSent all the same, as ${said.join(' and ')} ${say}.`);
  }
  if (open.length === 0) return { kind: 'yes' };
  screen.problem(toldOf(open));
  const them = open.length === 1 ? 'it' : `these ${open.length} files`;
  const answer = await screen.question(`Send ${them} anyway? [y/N] `, signal);
  if (answer === null) {
    const missing = [
      open.some((file) => needs(file).anyFile) ? '--any-file' : '',
      open.some((file) => needs(file).again) ? '--again' : '',
    ].filter((option) => option !== '');
    screen.problem(
      `Nobody is there to be asked. If it is meant, run this again with ${missing.join(' and ')}.`,
    );
  }
  if (isYes(answer)) return { kind: 'yes' };
  return settled.length === 0
    ? no
    : { kind: 'only', files: settled.map((file) => files.indexOf(file)) };
}

function toldOf(files: readonly DoubtfulFile[]): string {
  const told = files.slice(0, mostFilesTold).flatMap((file) => {
    const lines = file.inspection === null ? [] : troubleLines(file.inspection);
    const before = duplicateWords(file, file.name, Date.now());
    return [printable(file.name), ...lines, ...(before === '' ? [] : [`  ${printable(before)}`])];
  });
  const more = files.length - mostFilesTold;
  return [...told, ...(more > 0 ? [`and ${more} more files`] : [])].join('\n');
}

/** About files whose end is unknown, with what the server says of their names now. */
export async function askSendAgain(
  screen: Screen,
  { files }: Of<'send-again'>,
  signal: AbortSignal,
): Promise<PromptAnswer> {
  const telling = { size: sizeText, when };
  const told = files
    .slice(0, mostFilesTold)
    .flatMap((file) => [
      printable(file.name),
      `  ${printable(thereWords(file, 'the server', telling))}`,
    ]);
  const more = files.length - mostFilesTold;
  screen.problem([...told, ...(more > 0 ? [`and ${more} more files`] : [])].join('\n'));
  const them = files.length === 1 ? 'it' : `these ${files.length} files`;
  const answer = await screen.question(`Send ${them} again? [y/N] `, signal);
  return isYes(answer) ? { kind: 'yes' } : no;
}

/** About a name that is taken: one of CuteFTP's words, for all the others if so said. */
export async function askExists(
  screen: Screen,
  question: Of<'file-exists'>,
  signal: AbortSignal,
): Promise<PromptAnswer> {
  const { remotePath, remoteSize, localSize, more, names } = question;
  const choices = existsChoices(question);
  const theirs = remoteSize === null ? 'it does not show more' : sizeText(remoteSize);
  screen.message(
    [
      `${printable(remotePath)} is on the server already (${theirs}; yours: ${sizeText(localSize)}).`,
      ...choices.map(
        (choice) => `  ${choice.padEnd(10)} ${printable(existsWords(choice, question, false))}`,
      ),
    ].join('\n'),
  );
  const all = more > 0 ? ' Add "all" to do the same with the others.' : '';
  const asked = `What is to be done?${all} [${choices.join('/')}] `;
  const answer = await screen.question(asked, signal);
  const typed = (answer ?? '').trim().toLowerCase().split(/\s+/);
  const choice = choices.find((each) => each === typed[0]);
  const forAll = typed[1] === 'all' && more > 0;
  if (choice === undefined) return no;
  if (choice !== 'rename' || forAll) return { kind: 'exists', choice, name: null, forAll };
  return askName(screen, names.renamed, signal);
}

async function askName(screen: Screen, usual: string, signal: AbortSignal): Promise<PromptAnswer> {
  for (;;) {
    const typed = await screen.question(`New name [${printable(usual)}]: `, signal);
    if (typed === null) return no;
    const name = typed.trim() === '' ? null : typed.trim();
    const answer = { kind: 'exists', choice: 'rename', name, forAll: false } as const;
    if (promptAnswerSchema.safeParse(answer).success) return answer;
    screen.problem('A name has no slashes and no control characters.');
  }
}

export const isYes = (answer: string | null): boolean => /^y(es)?$/i.test((answer ?? '').trim());

/** "2026-11-24 10:32", where this computer is. */
function when(at: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = new Date(at);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
