import { AppError } from '../../shared/domain/error.ts';
import { charsetOf, decode, type Charset } from '../hl7/charset.ts';
import { Header } from '../hl7/header-check.ts';
import type { LocalFile } from './local-file.ts';
import type { OpenFile } from './open-file.ts';

/** Messages are read from the disk together, up to so many bytes. */
const blockSize = 1024 * 1024;

/** The last search of a file: paging through its hits reads nothing again. */
export class Search {
  #last: { readonly key: string; readonly hits: Promise<readonly number[]> } | undefined;
  #running = new AbortController();

  /** Messages whose text has this in it, whatever the case. Rejects AppError `local-...`, `cancelled`. */
  hits(file: OpenFile, text: string): Promise<readonly number[]> {
    const key = `${file.letters} ${file.index.length} ${text}`;
    if (this.#last?.key === key) return this.#last.hits;
    // Who types goes on typing: nobody waits for what was looked for before.
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    const hits = file.use((local, closing) => find(file, local, text, [running.signal, closing]));
    this.#last = { key, hits };
    hits.catch(() => {
      if (this.#last?.hits === hits) this.#last = undefined;
    });
    return hits;
  }
}

async function find(
  file: OpenFile,
  local: LocalFile,
  text: string,
  signals: readonly AbortSignal[],
): Promise<readonly number[]> {
  const wanted = text.toLowerCase();
  const hits: number[] = [];
  for (let first = 0; first < file.index.length;) {
    if (signals.some(({ aborted }) => aborted)) throw new AppError('cancelled');
    const block = blockFrom(file, first);
    const bytes = await local.read(block.start, block.end - block.start);
    for (let index = first; index < block.next; index += 1) {
      const { offset, length } = file.at(index);
      const start = offset - block.start;
      const content = textOf(bytes.subarray(start, start + length), file.letters);
      if (content.toLowerCase().includes(wanted)) hits.push(index);
    }
    first = block.next;
  }
  return hits;
}

/** Messages that lie close together, at least one. */
function blockFrom(file: OpenFile, first: number) {
  const { offset: start, length } = file.at(first);
  let end = start + length;
  let next = first + 1;
  while (next < file.index.length) {
    const { offset, length: more } = file.at(next);
    if (offset + more - start > blockSize) break;
    end = offset + more;
    next += 1;
  }
  return { start, end, next };
}

/** As message-content.ts reads it, without taking it apart. */
function textOf(bytes: Buffer, letters: Charset): string {
  const header = new Header(bytes.toString('latin1', 0, Math.min(bytes.length, 1024)));
  const named = charsetOf(header.component(18)) ?? 'utf-8';
  const { text, invalid } = decode(bytes, named);
  return invalid && letters === 'windows-1252' ? decode(bytes, letters).text : text;
}
