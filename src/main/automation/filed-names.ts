import { withoutUnsafeMarks } from '../../shared/domain/unsafe-marks.ts';
import { namesFor } from '../transfer/remote-names.ts';

/** The longest name that file systems take, in bytes. */
const longestName = 255;
/** Room for what numbers and times add. */
const roomForMore = 32;
/** A program that writes under one name each hour has more than this in a month: then the time says which it is. */
const mostNumbers = 99;

const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-06", by the clock on the wall here. */
export function monthOf(at: number): string {
  const time = new Date(at);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}`;
}

/** Names under which a file may be filed, in the order in which they are tried: its own, "batch (2).hl7" and on. */
export function* filedNames(name: string, at: number): Generator<string, void, undefined> {
  yield name;
  const base = shortened(name, roomForMore);
  let tried = 1;
  for (const next of namesFor(base, 'numerate', at)) {
    if ((tried += 1) > mostNumbers) break;
    yield next;
  }
  yield* namesFor(base, 'rename', at);
}

const noteEnding = ' - why.txt';

/** Names for the note about a file that is filed as `name`. */
export function* noteNames(name: string): Generator<string, void, undefined> {
  const note = shortened(name, noteEnding.length + roomForMore) + noteEnding;
  yield note;
  yield* namesFor(note, 'numerate', 0);
}

const longestNote = 20_000;

/** As a text file of this computer. */
export function noteText(name: string, at: number, note: string): string {
  const time = new Date(at);
  const day = `${monthOf(at)}-${two(time.getDate())}`;
  const hour = `${two(time.getHours())}:${two(time.getMinutes())}`;
  const lines = [
    `${withoutUnsafeMarks(name)} was not sent (${day} ${hour}).`,
    '',
    ...note.slice(0, longestNote).split(/\r?\n/).map(withoutUnsafeMarks),
    '',
  ];
  // Windows' older Notepad shows a text as one line without this, and takes it for another encoding.
  return process.platform === 'win32' ? `\ufeff${lines.join('\r\n')}` : lines.join('\n');
}

/** So that so many bytes more fit; its ending stays. */
function shortened(name: string, room: number): string {
  const most = longestName - room;
  if (Buffer.byteLength(name) <= most) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && Buffer.byteLength(name.slice(dot)) <= most / 2 ? name.slice(dot) : '';
  const stem = Array.from(ending === '' ? name : name.slice(0, dot));
  while (Buffer.byteLength(stem.join('') + ending) > most) stem.pop();
  return stem.join('') + ending;
}
