import type { ByteWindow } from './byte-window.ts';

/** So many bytes tell what begins at a position; the longest is a byte order mark and `MSH|`. */
export const lookAhead = 8;
/** So many tell whether the input is UTF-16. */
export const startLookAhead = 64;

export const cr = 0x0d;
export const lf = 0x0a;
/** MLLP: 0x0B before a message, 0x1C 0x0D behind it. */
export const startBlock = 0x0b;
export const endBlock = 0x1c;

const space = 0x20;
const tab = 0x09;
const dash = 0x2d;
const bom = [0xef, 0xbb, 0xbf] as const;
const codes = (id: string): readonly [number, number, number] => [
  id.charCodeAt(0),
  id.charCodeAt(1),
  id.charCodeAt(2),
];
const message = codes('MSH');
const batch = ['FHS', 'BHS', 'BTS', 'FTS'].map(codes);

/** 0x1C counts as framing before one of these, and before the end. */
export const endsFrame = (window: ByteWindow, at: number): boolean => {
  const next = window.at(at + 1);
  return next === cr || next === lf || next === startBlock || next === -1;
};

/** Position behind a line end, if there is one here. */
export function afterLineEnd(window: ByteWindow, at: number): number {
  const first = window.at(at);
  if (first === cr && window.at(at + 1) === lf) return at + 2;
  return first === cr || first === lf ? at + 1 : at;
}

/** The byte order mark is skipped at the very start, and where files were joined: before a message or batch. */
export function bomLength(window: ByteWindow, at: number): number {
  const [first, second, third] = bom;
  if (window.at(at) !== first || window.at(at + 1) !== second || window.at(at + 2) !== third)
    return 0;
  return at === 0 || segmentAt(window, at + bom.length) !== null ? bom.length : 0;
}

/** Whether a message or a line of a batch begins here. */
export function segmentAt(window: ByteWindow, at: number): 'message' | 'batch' | null {
  const [first, second, third] = [window.at(at), window.at(at + 1), window.at(at + 2)];
  const is = (id: readonly [number, number, number]): boolean =>
    first === id[0] && second === id[1] && third === id[2];
  const kind = is(message) ? 'message' : batch.some(is) ? 'batch' : null;
  return kind !== null && canFollowId(window.at(at + 3)) ? kind : null;
}

/** A separator (ASCII punctuation), or the end of a segment that has no fields. */
function canFollowId(code: number): boolean {
  if (code === -1 || code === cr || code === lf || code === endBlock) return true;
  return (
    (code > 0x20 && code < 0x30) ||
    (code > 0x39 && code < 0x41) ||
    (code > 0x5a && code < 0x61) ||
    (code > 0x7a && code < 0x7f)
  );
}

/** Nothing but spaces and tabs between these positions, line end apart. */
export function isBlank(window: ByteWindow, from: number, until: number): boolean {
  for (let at = from; at < until; at += 1) {
    const code = window.at(at);
    if (code === cr || code === lf) return true;
    if (code !== space && code !== tab) return false;
  }
  return true;
}

/** `--- `, as some systems write it above the messages. */
export const isComment = (window: ByteWindow, at: number): boolean =>
  window.at(at) === dash && window.at(at + 1) === dash && window.at(at + 2) === dash;

/** A byte order mark, or every other byte 0 in the first sixteen. */
export function isUtf16(window: ByteWindow): boolean {
  const [first, second] = [window.at(0), window.at(1)];
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const length = Math.min(16, window.end - (window.end % 2));
  if (length < 4) return false;
  const zeroAt = (odd: number): boolean => {
    for (let at = 0; at < length; at += 1)
      if ((window.at(at) === 0) !== (at % 2 === odd)) return false;
    return true;
  };
  return zeroAt(0) || zeroAt(1);
}
