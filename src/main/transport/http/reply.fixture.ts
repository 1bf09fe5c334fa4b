import type { HttpReply } from './http-message.ts';

interface Head {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: HttpReply['headers'];
  readonly whole?: boolean;
}

/** A reply as it would come. */
export const replyOf = (
  body: string | Buffer,
  { status = 200, type, headers = {}, whole = true }: Head = {},
): HttpReply => ({
  status,
  headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
  body: Buffer.isBuffer(body) ? body : Buffer.from(body),
  whole,
});
