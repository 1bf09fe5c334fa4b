import { ByteFinder, type ByteWindow } from './byte-window.ts';
import { cr, endBlock, endsFrame, lf } from './line-start.ts';

/** How a line ends: `none` is the end of the input or of the framing. */
export type LineEnd = 'cr' | 'lf' | 'crlf' | 'none';

/** Finds where a line ends, in bytes that may not all be there yet. */
export class LineScanner {
  readonly #window: ByteWindow;
  readonly #cr = new ByteFinder(cr);
  readonly #lf = new ByteFinder(lf);
  readonly #endBlock = new ByteFinder(endBlock);
  #reach = 0;
  #how: LineEnd = 'none';

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** How the line that was found ends. */
  get how(): LineEnd {
    return this.#how;
  }

  /** Position behind the line and its end; if it was not found, behind what is known to be of the line. */
  get reach(): number {
    return this.#reach;
  }

  /**
   * Looks for the end of the line that begins at `from`; false when it takes more bytes.
   * `inFrame`: a 0x1C that ends the framing ends the line as well. `ended`: there are no more bytes.
   */
  find(from: number, inFrame: boolean, ended: boolean): boolean {
    const window = this.#window;
    const nextCr = this.#cr.next(window, from);
    const nextLf = this.#lf.next(window, from);
    const found = nextCr < 0 ? nextLf : nextLf < 0 ? nextCr : Math.min(nextCr, nextLf);
    const until = found < 0 ? window.end : found;
    const frameEnd = inFrame ? this.#frameEnd(from, until) : -1;
    if (frameEnd >= 0) {
      const told = frameEnd + 1 < window.end || ended;
      return this.#is(told, 'none', frameEnd);
    }
    if (found < 0) return this.#is(ended, 'none', until);
    if (found === nextLf) return this.#is(true, 'lf', found + 1);
    if (window.at(found + 1) === lf) return this.#is(true, 'crlf', found + 2);
    return this.#is(found + 1 < window.end || ended, 'cr', found + 1);
  }

  #is(found: boolean, how: LineEnd, reach: number): boolean {
    this.#how = how;
    this.#reach = reach;
    return found;
  }

  /** -1 if the framing does not end in between. */
  #frameEnd(from: number, until: number): number {
    let found = this.#endBlock.next(this.#window, from);
    while (found >= 0 && found < until && !endsFrame(this.#window, found))
      found = this.#endBlock.next(this.#window, found + 1);
    return found < until ? found : -1;
  }
}
