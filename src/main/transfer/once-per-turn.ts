/** Acts at the end of a turn of the event loop, once for all that asked for it in that turn. */
export class OncePerTurn {
  readonly #act: () => void;
  #asked: NodeJS.Immediate | null = null;

  constructor(act: () => void) {
    this.#act = act;
  }

  ask(): void {
    this.#asked ??= setImmediate(() => this.#do());
  }

  /** Now, if it was asked for. */
  hurry(): void {
    if (this.#asked === null) return;
    clearImmediate(this.#asked);
    this.#do();
  }

  #do(): void {
    this.#asked = null;
    this.#act();
  }
}
