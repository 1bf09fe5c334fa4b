import { aboutSite, type ErrorContext } from '../../shared/domain/error-text.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { ExitCode } from './exit-codes.ts';
import {
  jsonSummary,
  jsonTransfer,
  plainSummary,
  plainTransfer,
  summarize,
  type FileEnd,
} from './output.ts';
import type { Screen } from './screen.ts';

/** Tells each file's end once, in words or in JSON, and the sum. */
export class UploadReport {
  readonly #screen: Screen;
  readonly #about: ErrorContext;
  readonly #json: boolean;
  readonly #told = new Map<string, FileEnd>();
  #lastReason = '';

  constructor(screen: Screen, site: Site, keychain: string, json: boolean) {
    this.#screen = screen;
    this.#json = json;
    this.#about = { ...aboutSite(site), keychain };
  }

  end(id: string, end: FileEnd): void {
    if (this.#told.has(id)) return;
    this.#told.set(id, end);
    this.#screen.result(this.#json ? jsonTransfer(end, this.#about) : this.#withoutRepeating(end));
  }

  sum(exitCode: ExitCode): ExitCode {
    if (this.#told.size === 0) this.#screen.problem('There was no file to send.');
    const summary = summarize([...this.#told.values()], exitCode);
    this.#screen.result(this.#json ? jsonSummary(summary) : plainSummary(summary));
    return exitCode;
  }

  /** A hundred files that met one closed port say why once. */
  #withoutRepeating(end: FileEnd): string {
    const [line = '', ...reason] = plainTransfer(end, this.#about).split('\n');
    const text = reason.join('\n');
    if (text !== '' && text === this.#lastReason) return `${line}  (for the same reason)`;
    this.#lastReason = text;
    return [line, ...reason].join('\n');
  }
}
