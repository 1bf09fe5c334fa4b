import { printable } from './printable.ts';
import { sizeText } from './size-text.ts';

export interface BarFigures {
  readonly filesDone: number;
  readonly files: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Bytes a second, null until known. */
  readonly speed: number | null;
  readonly secondsLeft: number | null;
  /** The file that is being sent. */
  readonly name: string;
}

/** One row of the terminal, never longer than `columns` - 1 so that it can't wrap. */
export function barLine(figures: BarFigures, columns: number): string {
  const { sentBytes, totalBytes, filesDone, files } = figures;
  const part = totalBytes === 0 ? 0 : Math.min(1, sentBytes / totalBytes);
  const percent = `${String(Math.floor(part * 100)).padStart(3)} %`;
  const speed = figures.speed === null ? '' : `  ${sizeText(Math.round(figures.speed))}/s`;
  const left = figures.secondsLeft === null ? '' : `  ${timeText(figures.secondsLeft)} left`;
  const counted = files > 1 ? `  ${filesDone}/${files}` : '';
  const tail = ` ${percent}${counted}  ${sizeText(sentBytes)} of ${sizeText(totalBytes)}${speed}${left}`;
  const width = Math.max(0, Math.min(24, columns - tail.length - 4));
  const full = Math.round(part * width);
  const bar = width < 6 ? '' : `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
  const row = `${bar}${tail}  ${printable(figures.name)}`;
  return row.length < columns ? row : row.slice(0, Math.max(0, columns - 1));
}

function timeText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A row that is drawn over and over; `clear` takes it away before other text is written. */
export class ProgressBar {
  readonly #write: (text: string) => void;
  readonly #columns: () => number;
  #drawn = false;

  constructor(write: (text: string) => void, columns: () => number) {
    this.#write = write;
    this.#columns = columns;
  }

  draw(figures: BarFigures): void {
    this.#write(`\r${barLine(figures, this.#columns())}\u001b[K`);
    this.#drawn = true;
  }

  clear(): void {
    if (!this.#drawn) return;
    this.#write('\r\u001b[K');
    this.#drawn = false;
  }
}
