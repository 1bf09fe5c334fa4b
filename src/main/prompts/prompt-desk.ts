import { AppError } from '../../shared/domain/error.ts';
import type { Prompt, PromptAnswer, PromptKind } from '../../shared/domain/prompt.ts';
import type { Ask } from './ask.ts';

const no: PromptAnswer = { kind: 'no' };

/** Besides "no". */
const fitting: Readonly<Record<PromptKind, readonly PromptAnswer['kind'][]>> = {
  'identity-new': ['yes'],
  'identity-changed': ['yes'],
  'empty-files': ['yes'],
  preflight: ['yes', 'only'],
  'send-again': ['yes'],
  'sign-in-again': ['yes'],
  password: ['password'],
  'file-exists': ['exists'],
};

/** What the desk tells the window. */
export interface PromptWatch {
  asked(prompt: Prompt): void;
  /** It waits no longer: withdrawn, or answered. */
  ended(id: string): void;
}

interface Pending {
  readonly prompt: Prompt;
  readonly end: (answer: PromptAnswer) => void;
}

/** The questions that wait for the person at the window. Each ends exactly once; no answer means no. */
export class PromptDesk {
  readonly #pending = new Map<string, Pending>();
  readonly #newId: () => string;
  readonly #watches = new Set<PromptWatch>();

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Returns its undo. With nobody watching, every question is answered "no" at once. */
  watch(watch: PromptWatch): () => void {
    this.#watches.add(watch);
    return () => void this.#watches.delete(watch);
  }

  readonly ask: Ask = (question, signal) =>
    new Promise((resolve) => {
      if (signal.aborted || this.#watches.size === 0) {
        resolve(no);
        return;
      }
      // The union of questions with an id is the union of prompts; TypeScript can't see it through a spread.
      const prompt = { ...question, id: this.#newId() } as Prompt;
      const end = (answer: PromptAnswer) => {
        this.#pending.delete(prompt.id);
        signal.removeEventListener('abort', withdraw);
        resolve(answer);
        for (const watch of this.#watches) watch.ended(prompt.id);
      };
      const withdraw = () => end(no);
      signal.addEventListener('abort', withdraw, { once: true });
      this.#pending.set(prompt.id, { prompt, end });
      for (const watch of this.#watches) watch.asked(prompt);
    });

  /** Oldest first. */
  list(): readonly Prompt[] {
    return [...this.#pending.values()].map(({ prompt }) => prompt);
  }

  /** Rejects an answer that does not fit its question with AppError `invalid-input`; the question stays. */
  answer(id: string, answer: PromptAnswer): void {
    const pending = this.#pending.get(id);
    // Withdrawn while the person was answering: the answer comes too late, which harms nobody.
    if (pending === undefined) return;
    const { kind } = pending.prompt;
    if (answer.kind !== 'no' && !fitting[kind].includes(answer.kind))
      throw new AppError('invalid-input', `"${answer.kind}" does not answer "${kind}"`);
    pending.end(answer);
  }

  /** The window went away or forgot what it showed: every question is answered "no". */
  withdrawAll(): void {
    for (const { end } of [...this.#pending.values()]) end(no);
  }
}
