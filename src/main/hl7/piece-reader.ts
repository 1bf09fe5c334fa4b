import { ByteWindow } from './byte-window.ts';
import {
  afterLineEnd,
  bomLength,
  endBlock,
  endsFrame,
  isBlank,
  isComment,
  isUtf16,
  lookAhead,
  segmentAt,
  startBlock,
  startLookAhead,
} from './line-start.ts';
import { LineScanner, type LineEnd } from './line-scanner.ts';
import type { Piece, PieceKind } from './piece.ts';

/** The longest message and the longest line outside of messages that are kept whole. Bytes. */
export interface PieceLimits {
  readonly message: number;
  readonly line: number;
}
export const pieceLimits: PieceLimits = { message: 16 * 1024 * 1024, line: 64 * 1024 };

/** What is not handed on yet, from the start of the window on. `line`: one that is too long to keep. */
type Open = 'nothing' | 'message' | 'batch' | 'blank' | 'line';

/**
 * Cuts bytes into pieces as they come. However they come in chunks, the pieces are the same.
 * It never throws, and keeps no more than one message (up to its limit) in memory.
 */
export class PieceReader {
  /** How many lines ended how so far; those of the framing apart. */
  readonly lineEnds: Record<LineEnd, number> = { cr: 0, lf: 0, crlf: 0, none: 0 };
  readonly #limits: PieceLimits;
  readonly #window = new ByteWindow();
  readonly #scanner = new LineScanner(this.#window);
  #pieces: Piece[] = [];
  #mode: 'start' | 'lines' | 'unreadable' = 'start';
  #ended = false;
  #open: Open = 'nothing';
  /** Of the first byte that is not handed on. */
  #openLine = 1;
  /** Parts of what is open that were too long to keep and are handed on. */
  #parts = 0;
  /** Where the current line begins, and its number. */
  #at = 0;
  #line = 1;
  /** Its beginning was looked at. */
  #inLine = false;
  #inFrame = false;
  #sawMessage = false;

  constructor(limits: PieceLimits = pieceLimits) {
    this.#limits = limits;
  }

  /** The pieces that are whole now; take them all before the next chunk. The chunk must not be written to again. */
  *push(chunk: Buffer): Generator<Piece, void, undefined> {
    this.#window.append(chunk);
    yield* this.#advance();
  }

  /** The rest, when there are no more bytes. */
  *end(): Generator<Piece, void, undefined> {
    this.#ended = true;
    yield* this.#advance();
    this.#close(this.#window.end);
    yield* this.#taken();
  }

  *#advance(): Generator<Piece, void, undefined> {
    while (this.#step()) if (this.#pieces.length > 0) yield* this.#taken();
    // What is too long is handed on in parts while its end is not there yet.
    yield* this.#taken();
  }

  #taken(): Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** False when it takes more bytes to go on. */
  #step(): boolean {
    switch (this.#mode) {
      case 'start':
        if (this.#window.end < startLookAhead && !this.#ended) return false;
        this.#mode = isUtf16(this.#window) ? 'unreadable' : 'lines';
        return true;
      case 'unreadable':
        return this.#passUnreadable();
      case 'lines':
        return this.#inLine ? this.#passLine() : this.#lookAtLine();
    }
  }

  #passUnreadable(): boolean {
    const { start, end } = this.#window;
    const length = Math.min(this.#limits.line, end - start);
    if (length === 0 || (length < this.#limits.line && !this.#ended)) return false;
    this.#emit('unreadable', start + length, start > 0);
    return true;
  }

  #lookAtLine(): boolean {
    const window = this.#window;
    const at = this.#at;
    const there = window.end - at;
    if (there === 0 || (there < lookAhead && !this.#ended)) return false;

    const bom = bomLength(window, at);
    if (bom > 0) {
      this.#passApart('byte-order-mark', at + bom);
    } else if (window.at(at) === startBlock) {
      this.#inFrame = true;
      this.#passApart('framing', at + 1);
    } else if (window.at(at) === endBlock && endsFrame(window, at)) {
      this.#inFrame = false;
      const end = afterLineEnd(window, at + 1);
      this.#passApart('framing', end);
      if (end > at + 1) this.#line += 1;
    } else {
      this.#beginLine(segmentAt(window, at));
    }
    return true;
  }

  #passApart(kind: PieceKind, until: number): void {
    this.#close(this.#at);
    this.#openLine = this.#line;
    this.#emit(kind, until, false);
    this.#at = until;
  }

  #beginLine(segment: 'message' | 'batch' | null): void {
    this.#inLine = true;
    if (segment === null) return;
    this.#close(this.#at);
    this.#openAs(segment);
    if (segment === 'message') this.#sawMessage = true;
  }

  #passLine(): boolean {
    const scanner = this.#scanner;
    const found = scanner.find(this.#at, this.#inFrame, this.#ended);
    this.#cutTooLong(scanner.reach);
    if (!found) return false;
    this.#finishLine(scanner.reach);
    this.lineEnds[scanner.how] += 1;
    if (scanner.how !== 'none') this.#line += 1;
    this.#at = scanner.reach;
    this.#inLine = false;
    return true;
  }

  /** Hands on parts of what reaches at least this far and is over its limit by that. */
  #cutTooLong(reach: number): void {
    // The first part of a message is as much as was kept; nobody needs the others large.
    const whole = this.#open === 'message' && this.#parts === 0;
    const limit = whole ? this.#limits.message : this.#limits.line;
    const outside = this.#open === 'nothing' || this.#open === 'blank';
    if (reach - (outside ? this.#at : this.#window.start) <= limit) return;
    if (outside) {
      this.#close(this.#at);
      this.#openAs('line');
    }
    this.#emitPart(limit);
    while (reach - this.#window.start > this.#limits.line) this.#emitPart(this.#limits.line);
  }

  #emitPart(length: number): void {
    const kind = this.#open === 'message' ? 'oversized' : this.#wholeKind();
    this.#emit(kind, this.#window.start + length, this.#parts > 0);
    this.#parts += 1;
    // What fitted until now went over the limit in this line.
    this.#openLine = this.#line;
  }

  #finishLine(end: number): void {
    switch (this.#open) {
      case 'message':
        return;
      case 'batch':
      case 'line':
        this.#close(end);
        return;
      case 'nothing':
      case 'blank':
        this.#finishOutside(end);
    }
  }

  #finishOutside(end: number): void {
    const window = this.#window;
    if (isBlank(window, this.#at, end)) {
      if (this.#open === 'nothing') this.#openAs('blank');
      if (end - window.start >= this.#limits.line) this.#close(end);
      return;
    }
    this.#close(this.#at);
    this.#openLine = this.#line;
    const comment = !this.#sawMessage && isComment(window, this.#at);
    this.#emit(comment ? 'comment' : 'junk', end, false);
  }

  #openAs(open: Open): void {
    this.#open = open;
    this.#openLine = this.#line;
  }

  /** Hands on what is open, up to there. */
  #close(until: number): void {
    if (until > this.#window.start) this.#emit(this.#wholeKind(), until, this.#parts > 0);
    this.#open = 'nothing';
    this.#parts = 0;
  }

  #wholeKind(): PieceKind {
    switch (this.#open) {
      case 'message':
        return this.#parts === 0 ? 'message' : 'oversized';
      case 'batch':
        return this.#parts === 0 ? 'batch' : 'junk';
      case 'blank':
        return 'blank';
      case 'line':
      case 'nothing':
        return 'junk';
    }
  }

  #emit(kind: PieceKind, until: number, continues: boolean): void {
    const offset = this.#window.start;
    const bytes = this.#window.take(until);
    this.#pieces.push({ kind, bytes, offset, line: this.#openLine, continues });
  }
}
