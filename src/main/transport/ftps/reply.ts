/** One answer of an FTP server. `text` is all of it, code and further lines included. */
export interface Reply {
  readonly code: number;
  readonly text: string;
}

/** Whether the server did what it was told. 202 means "known here, but not done" (EFT). */
export function isDone(reply: Reply): boolean {
  return reply.code >= 200 && reply.code < 300 && reply.code !== 202;
}

const longest = 500;

/** The server's words on one line, without control characters, 500 characters at the most. */
export function replyWords(reply: Reply): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const line = reply.text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** The bytes that an answer to SIZE names; undefined where it refuses. */
export function sizeFromReply(reply: Reply): number | undefined {
  const size = Number(/^213 (\d{1,15})\b/.exec(reply.text)?.[1]);
  return Number.isSafeInteger(size) ? size : undefined;
}
