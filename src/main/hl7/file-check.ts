import type { FindingCode, Inspection } from '../../shared/domain/inspection.ts';
import { BatchCheck, type Report } from './batch-check.ts';
import { FileTally } from './file-tally.ts';
import { FindingList } from './finding-list.ts';
import type { InspectionContext } from './inspection-context.ts';
import type { LineEnd } from './line-scanner.ts';
import { MessageCheck } from './message-check.ts';
import type { Piece } from './piece.ts';
import { eachLine } from './raw-lines.ts';
import { separatorsOf } from './separators.ts';
import { checkText, hasControlCharacter } from './text-check.ts';

/** Gathers what the pieces of one file say, in their order. */
export class FileCheck {
  readonly #findings = new FindingList();
  readonly #tally = new FileTally();
  readonly #batches: BatchCheck;
  readonly #messages: MessageCheck;
  readonly #report: Report;
  /** Something of HL7 was there: a message, or a line of a batch. */
  #isHl7 = false;
  /** Something was there that is not HL7. */
  #isOther = false;
  #isBinary = false;
  #isUtf16 = false;
  #isFramed = false;

  constructor(context: InspectionContext) {
    this.#report = (code, line, facts, count) => this.#findings.add(code, line, facts, count);
    this.#batches = new BatchCheck(this.#report);
    this.#messages = new MessageCheck(context, this.#tally, this.#report);
  }

  take(piece: Piece): void {
    const { kind, bytes, line, continues } = piece;
    switch (kind) {
      case 'message':
        this.#isHl7 = true;
        this.#batches.message();
        this.#messages.check(bytes, line);
        return;
      case 'oversized':
        if (!continues) this.#takeOversized(line);
        return;
      case 'batch':
        this.#isHl7 = true;
        this.#takeBatchLine(bytes, line);
        return;
      case 'junk':
        this.#isOther = true;
        this.#isBinary ||= !this.#isHl7 && hasControlCharacter(bytes.toString('latin1'));
        if (!continues) this.#report('junk-line', line);
        return;
      case 'blank':
        this.#report('blank-lines', null, {}, linesIn(bytes));
        return;
      case 'comment':
        this.#isOther = true;
        this.#report('comment-lines', null);
        return;
      case 'framing':
        this.#isFramed = true;
        return;
      case 'byte-order-mark':
        this.#report('byte-order-mark', null);
        return;
      case 'unreadable':
        this.#isUtf16 = true;
    }
  }

  result(lineEnds: Readonly<Record<LineEnd, number>>): Inspection {
    const counts = this.#tally.result();
    const nothing = this.#whyNothing();
    if (nothing !== null) {
      const only = new FindingList();
      only.add(nothing.code, null);
      return { kind: nothing.kind, ...counts, findings: only.all(), unlisted: 0 };
    }
    this.#batches.end();
    if (this.#isFramed) this.#report('framing', null);
    this.#reportLineEnds(lineEnds);
    if (this.#tally.mixed) this.#report('processing-ids-mixed', null);
    if (this.#tally.full) this.#report('too-many-to-compare', null);
    const isEmpty = counts.messages === 0;
    if (isEmpty) this.#report('no-messages', null);
    else this.#report('contents', null, this.#tally.facts());
    return {
      kind: isEmpty ? 'empty' : 'hl7',
      ...counts,
      findings: this.#findings.all(),
      unlisted: this.#findings.unlisted,
    };
  }

  #takeOversized(line: number): void {
    this.#isHl7 = true;
    this.#batches.message();
    this.#tally.message('other', 'other');
    this.#report('message-too-long', line);
  }

  #takeBatchLine(bytes: Buffer, line: number): void {
    const raw = bytes.toString('latin1');
    const text = raw.replace(/[\r\n]+$/, '');
    this.#batches.segment(text, line);
    const { field } = separatorsOf(text);
    // Batch lines have no field for their character set.
    checkText(bytes, raw, line, { field, charset: '' }, this.#report);
  }

  /** Why there is nothing else to say about this file. */
  #whyNothing(): { readonly kind: Inspection['kind']; readonly code: FindingCode } | null {
    if (this.#isUtf16) return { kind: 'unreadable', code: 'utf-16' };
    if (this.#isHl7) return null;
    if (this.#isBinary) return { kind: 'not-hl7', code: 'binary' };
    if (this.#isOther) return { kind: 'not-hl7', code: 'not-hl7' };
    return { kind: 'empty', code: 'file-empty' };
  }

  #reportLineEnds({ cr, lf, crlf, none }: Readonly<Record<LineEnd, number>>): void {
    const value = lf === 0 ? 'CR LF' : cr === 0 && crlf === 0 ? 'LF' : 'mixed';
    if (lf > 0 || crlf > 0)
      this.#report('line-ends', null, { value: crlf > 0 && cr > 0 ? 'mixed' : value });
    if (none > 0) this.#report('no-last-line-end', null);
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  eachLine(bytes.toString('latin1'), 1, () => (lines += 1));
  return lines;
}
