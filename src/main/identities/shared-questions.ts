interface UnderWay<Subject> {
  readonly subject: Subject;
  readonly withdrawal: AbortController;
  readonly answer: Promise<boolean>;
  waiting: number;
}

/**
 * `aborted`: by the one who asked. `other`: a question that is not this one was under way and has ended;
 * look again whether there is still something to ask.
 */
export type SharedAnswer = 'yes' | 'no' | 'aborted' | 'other';

/** Questions of which one is open per key at a time; who asks the same meanwhile waits for its answer. */
export class SharedQuestions<Subject> {
  readonly #underWay = new Map<string, UnderWay<Subject>>();
  readonly #same: (one: Subject, other: Subject) => boolean;

  constructor(same: (one: Subject, other: Subject) => boolean) {
    this.#same = same;
  }

  /** `ask` is told to withdraw once everyone who waits for it has aborted; that is a no. */
  async put(
    key: string,
    subject: Subject,
    ask: (withdrawn: AbortSignal) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<SharedAnswer> {
    const known = this.#underWay.get(key);
    const question = known ?? this.#begin(key, subject, ask);
    // One that is being withdrawn has no answer for a newcomer.
    const same = this.#same(question.subject, subject) && !question.withdrawal.signal.aborted;
    if (same) question.waiting += 1;
    const answered = question.answer.then((yes): SharedAnswer =>
      !same ? 'other' : yes ? 'yes' : 'no',
    );
    return await new Promise((resolve, reject) => {
      const leave = () => {
        if (same) question.waiting -= 1;
        if (question.waiting === 0) question.withdrawal.abort();
        resolve('aborted');
      };
      signal.addEventListener('abort', leave, { once: true });
      void answered.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #begin(
    key: string,
    subject: Subject,
    ask: (withdrawn: AbortSignal) => Promise<boolean>,
  ): UnderWay<Subject> {
    const withdrawal = new AbortController();
    const answer = ask(withdrawal.signal).finally(() => this.#underWay.delete(key));
    const question = { subject, withdrawal, answer, waiting: 0 };
    this.#underWay.set(key, question);
    return question;
  }
}
