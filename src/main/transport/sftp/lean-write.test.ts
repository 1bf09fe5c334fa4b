import { describe, expect, it, vi } from 'vitest';
import type { SFTPWrapper } from 'ssh2';
import { someBytes } from '../testing/byte-sources.ts';
import { leanWrite } from './lean-write.ts';

const handle = Buffer.from('handle');

/** ssh2's channel, as far as it is used; what is not as it was is left out. */
function channelWith(changes: Readonly<Record<string, unknown>> = {}) {
  const sent: Buffer[] = [];
  const requests: Record<number, { readonly cb: (error?: Error) => void }> = {};
  const outgoing = { id: 7, state: 'open', window: 2_000_000, packetSize: 32_768 };
  const channel = {
    write: vi.fn(),
    outgoing,
    _buffer: [],
    _requests: requests,
    _writeReqid: 41,
    _protocol: { channelData: (_id: number, data: Buffer) => void sent.push(Buffer.from(data)) },
    ...changes,
  };
  return { channel: channel as unknown as SFTPWrapper, plain: channel.write, sent, requests };
}

describe('a lean WRITE', () => {
  it('is the request that SFTP asks for', () => {
    const { channel, plain, sent, requests } = channelWith();
    const bytes = someBytes(100_000);
    const done = vi.fn();
    leanWrite(channel, handle, bytes, 2 ** 33 + 5, done);
    expect(plain).not.toHaveBeenCalled();
    const all = Buffer.concat(sent);
    expect(all.readUInt32BE(0)).toBe(all.length - 4);
    expect(all[4]).toBe(6);
    expect(all.readUInt32BE(5)).toBe(42);
    expect(all.subarray(13, 19)).toEqual(handle);
    expect(all.readBigUInt64BE(19)).toBe(2n ** 33n + 5n);
    expect(all.readUInt32BE(27)).toBe(bytes.length);
    expect(all.subarray(31)).toEqual(bytes);
    expect((channel as unknown as { outgoing: unknown }).outgoing).toMatchObject({
      window: 2_000_000 - all.length,
    });
    requests[42]?.cb();
    expect(done).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['small', someBytes(32_000), {}],
    ['behind others that wait', someBytes(100_000), { _buffer: [Buffer.alloc(1)] }],
    [
      'more than the server takes now',
      someBytes(100_000),
      { outgoing: { id: 7, state: 'open', window: 100_000, packetSize: 32_768 } },
    ],
    ['sent by an ssh2 that is not as it was', someBytes(100_000), { _requests: undefined }],
  ])('is left to ssh2 when it is %s', (_, bytes, changes) => {
    const { channel, plain, sent } = channelWith(changes);
    const done = (): void => undefined;
    leanWrite(channel, handle, bytes, 5, done);
    expect(plain).toHaveBeenCalledWith(handle, bytes, 0, bytes.length, 5, done);
    expect(sent).toEqual([]);
  });
});
