import type { FindingCode, FindingFacts } from '../../shared/domain/inspection.ts';
import { separatorsOf } from './separators.ts';

export type Report = (
  code: FindingCode,
  line: number | null,
  facts?: FindingFacts,
  count?: number,
) => void;

interface OpenHeader {
  readonly line: number;
  /** Messages of a batch, batches of a file. */
  count: number;
}

/** Whether headers and trailers of a batch file belong together and count right. */
export class BatchCheck {
  readonly #report: Report;
  #file: OpenHeader | null = null;
  #batch: OpenHeader | null = null;
  /** Messages since the last header or trailer, outside of any batch. */
  #loose = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  message(): void {
    if (this.#batch === null) this.#loose += 1;
    else this.#batch.count += 1;
  }

  /** `text`: a FHS, BHS, BTS or FTS segment. */
  segment(text: string, line: number): void {
    const id = text.slice(0, 3);
    if (id === 'FHS') {
      this.#closeFile();
      this.#file = { line, count: 0 };
    } else if (id === 'BHS') {
      this.#closeBatch();
      this.#batch = { line, count: 0 };
      if (this.#file !== null) this.#file.count += 1;
    } else if (id === 'BTS') {
      this.#batchTrailer(text, line);
    } else {
      this.#fileTrailer(text, line);
    }
    if (id !== 'BTS') this.#loose = 0;
  }

  end(): void {
    this.#closeFile();
  }

  #batchTrailer(text: string, line: number): void {
    if (this.#batch === null) this.#report('trailer-alone', line, { segment: 'BTS' });
    this.#compare('batch-count', text, line, this.#batch?.count ?? this.#loose);
    this.#batch = null;
    this.#loose = 0;
  }

  #fileTrailer(text: string, line: number): void {
    this.#closeBatch();
    if (this.#file === null) {
      this.#report('trailer-alone', line, { segment: 'FTS' });
    } else {
      // Messages without a batch header are one batch.
      this.#compare('file-count', text, line, Math.max(this.#file.count, this.#loose > 0 ? 1 : 0));
    }
    this.#file = null;
  }

  /** The count (first field of a trailer) may be left out. */
  #compare(code: 'batch-count' | 'file-count', text: string, line: number, counted: number): void {
    const said = (text.slice(4).split(separatorsOf(text).field)[0] ?? '').trim();
    if (/^\d{1,9}$/.test(said) && Number(said) !== counted)
      this.#report(code, line, { said: Number(said), counted });
  }

  #closeBatch(): void {
    if (this.#batch !== null) this.#report('batch-cut-off', this.#batch.line);
    this.#batch = null;
  }

  #closeFile(): void {
    this.#closeBatch();
    if (this.#file !== null) this.#report('file-cut-off', this.#file.line);
    this.#file = null;
  }
}
