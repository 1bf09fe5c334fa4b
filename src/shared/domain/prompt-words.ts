import { describeFailure } from './error-text.ts';
import type { Prompt, PromptAnswer } from './prompt.ts';

/* Words of questions that the window and the command line put alike. */

type Of<Kind extends Prompt['kind']> = Omit<Extract<Prompt, { readonly kind: Kind }>, 'id'>;

/** How sizes (bytes) and times (ms since 1970) are told. */
interface Telling {
  readonly size: (bytes: number) => string;
  readonly when: (at: number) => string;
}

type AgainFile = Of<'send-again'>['files'][number];

/** What the server says about the name of a file whose end is unknown. `where`: "CIIS", "the server". */
export function thereWords(
  { name, size, there }: AgainFile,
  where: string,
  telling: Telling,
): string {
  switch (there.kind) {
    case 'there': {
      const changed = there.modifiedAt === null ? '' : `, ${telling.when(there.modifiedAt)}`;
      const found = `On ${where} now: ${name}, ${telling.size(there.size)}${changed}`;
      if (there.size === size) return `${found}, same size as yours: it most likely arrived.`;
      return there.size < size
        ? `${found}, smaller than yours: it most likely did not arrive whole.`
        : `${found}, larger than yours: it looks like another file.`;
    }
    case 'not-seen':
      return `Not to be seen on ${where}: it may have been collected, or have never arrived.`;
    case 'not-asked': {
      const { failure } = there;
      const why =
        failure.code === 'cancelled' && failure.detail !== ''
          ? failure.detail
          : describeFailure(failure, { file: name }).sentence;
      return `Could not look: ${why}`;
    }
  }
}

type ExistsChoice = Extract<PromptAnswer, { kind: 'exists' }>['choice'];

/** What may be done about a name that is taken, in CuteFTP's words. */
export function existsChoices({
  beginning,
  remoteSize,
  localSize,
}: Pick<Of<'file-exists'>, 'beginning' | 'remoteSize' | 'localSize'>): readonly ExistsChoice[] {
  // What nobody can compare can be gone on with only where it is a part of the file, by its size.
  const mayResume =
    beginning === 'same' ||
    (beginning === 'unknown' && remoteSize !== null && remoteSize > 0 && remoteSize < localSize);
  const last: readonly ExistsChoice[] = mayResume ? ['resume', 'numerate'] : ['numerate'];
  return ['overwrite', 'skip', 'rename', ...last];
}

/** What a choice does, in one line. `forAll`: also about files that are not named yet. */
export function existsWords(
  choice: ExistsChoice,
  {
    names,
    beginning,
    remoteSize,
    localSize,
  }: Pick<Of<'file-exists'>, 'names' | 'beginning' | 'remoteSize' | 'localSize'>,
  forAll: boolean,
): string {
  switch (choice) {
    case 'overwrite':
      return 'Your file replaces what is there.';
    case 'skip':
      return 'What is there stays, and your file is not sent.';
    case 'rename':
      return forAll
        ? `The time of sending goes into the name: ${names.renamed}`
        : `Your file gets another name: ${names.renamed}, or what you type.`;
    case 'resume':
      if (beginning === 'same' && remoteSize === localSize)
        return 'What is there is your file already: nothing has to be sent.';
      return beginning === 'same'
        ? 'What is there is the beginning of your file: only the rest is sent.'
        : 'Only the rest is sent. Nobody can see whether it fits: what is there could be of another file.';
    case 'numerate':
      return `Your file gets a number: ${names.numbered}`;
  }
}

/** Why signing in once more is a question. `refused`: sign-ins within the last five minutes. */
export function signInAgainWords(refused: number): string {
  const times = refused === 1 ? 'once' : refused === 2 ? 'twice' : `${refused} times`;
  return `Signing in was refused ${times} in the last five minutes. Six lock the account for 30 minutes.`;
}
