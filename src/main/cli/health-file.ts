import { toFailure } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import { prepareOutput } from './output-file.ts';
import { plainFailure } from './output.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';

const everyMs = 60_000;

/** A file that says how things are: written anew, whole, whenever something happens, and every minute. */
export class HealthFile {
  readonly #path: string;
  readonly #state: () => object;
  readonly #clock: Clock;
  readonly #screen: Screen;
  #writing: Promise<void> = Promise.resolve();
  #wanted = false;
  #told = false;
  #stopTimer: () => void = () => undefined;

  /** `state`: how things are, without the time. */
  constructor(
    path: string,
    { state, clock, screen }: { state: () => object; clock: Clock; screen: Screen },
  ) {
    this.#path = path;
    this.#state = state;
    this.#clock = clock;
    this.#screen = screen;
  }

  /** Also what happens while it is written gets into it. */
  write(): void {
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(everyMs, () => this.write());
    if (this.#wanted) return;
    this.#wanted = true;
    this.#writing = this.#writing.then(() => this.#save());
  }

  /** Writes it a last time. */
  async close(): Promise<void> {
    this.write();
    this.#stopTimer();
    await this.#writing;
  }

  async #save(): Promise<void> {
    this.#wanted = false;
    try {
      const text = `${JSON.stringify({ time: this.#clock.now(), ...this.#state() })}\n`;
      const file = await prepareOutput(this.#path);
      try {
        await file.save(text);
      } finally {
        await file.close();
      }
      this.#told = false;
    } catch (thrown) {
      // The rules are carried out all the same. It is said once.
      if (!this.#told) this.#screen.problem(this.#words(thrown));
      this.#told = true;
    }
  }

  #words(thrown: unknown): string {
    return plainFailure(toFailure(thrown), { file: printable(this.#path) });
  }
}
