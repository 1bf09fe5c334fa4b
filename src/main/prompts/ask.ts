import type { Prompt, PromptAnswer } from '../../shared/domain/prompt.ts';

/** A question without its id, which whoever asks it gives. */
export type Question = Prompt extends infer Each
  ? Each extends Prompt
    ? Omit<Each, 'id'>
    : never
  : never;

/** Puts a question to the person: a dialog in the window, a line on the command line. Aborting withdraws it: the answer is then "no". */
export type Ask = (question: Question, signal: AbortSignal) => Promise<PromptAnswer>;
