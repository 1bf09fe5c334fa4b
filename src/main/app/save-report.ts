import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { localError } from '../local/local-errors.ts';

/** A report in both its forms. */
export interface ReportForms {
  readonly text: () => string;
  readonly html: () => string;
}

/** "CIIS connection check 2026-11-24 10-32.txt", by the clock on the wall here. */
export const reportName = (at: Date): string => `CIIS connection check ${wallTime(at)}.txt`;

/** "CIIS history 2026-11-24 10-32.csv". */
export const historyName = (at: Date): string => `CIIS history ${wallTime(at)}.csv`;

/** "CIIS Connect sites 2026-11-24 10-32.json". */
export const sitesName = (at: Date): string => `CIIS Connect sites ${wallTime(at)}.json`;

function wallTime(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}-${two(at.getMinutes())}`;
}

/**
 * Writes the form that the file's ending asks for, whole or not at all, for this user alone. Rejects
 * AppError `local-...`.
 */
export async function saveReport(file: string, report: ReportForms): Promise<void> {
  const isPage = /^\.html?$/i.test(extname(file));
  await saveWhole(file, isPage ? report.html() : forReading(report.text()));
}

/** Writes it whole or not at all, for this user alone. Rejects AppError `local-...`. */
export async function saveWhole(
  file: string,
  content: string | Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const half = join(dirname(file), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`);
  try {
    await writeFile(half, content, { mode: 0o600, flag: 'wx' });
    await rename(half, file);
  } catch (thrown) {
    await rm(half, { force: true }).catch(() => undefined); // What kept it from being written is told.
    throw localError(thrown);
  }
}

/** Windows' older Notepad shows a text as one line without this, and takes it for another encoding. */
const forReading = (text: string): string =>
  process.platform === 'win32' ? `\ufeff${text.replace(/\r?\n/g, '\r\n')}` : text;
