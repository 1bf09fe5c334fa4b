import type { SFTPWrapper } from 'ssh2';

type Done = (error?: Error | null) => void;

/** What of ssh2's channel a WRITE needs; typed by nobody, so it is looked at before it is used. */
interface Insides {
  readonly outgoing: {
    readonly id: number;
    readonly state: string;
    /** Bytes that the server will take. */
    window: number;
    /** Bytes in one packet. */
    readonly packetSize: number;
  };
  /** What waits for the window. */
  readonly _buffer: readonly unknown[];
  readonly _requests: Record<number, { readonly cb: Done }>;
  _writeReqid: number;
  readonly _protocol: { readonly channelData: (id: number, data: Buffer) => void };
}

const writeRequest = 6;
const largestId = 2 ** 31 - 1;

/**
 * One WRITE, as `channel.write` sends it, but without its copy of the bytes in memory of their own: inside
 * Electron new memory is what a large upload spends most of its time on. The bytes are
 * taken before it returns. Where ssh2 is not as it was, or has to wait for the server, it does all itself.
 */
export function leanWrite(
  channel: SFTPWrapper,
  handle: Buffer,
  bytes: Buffer,
  offset: number,
  done: Done,
): void {
  const inside = channel as unknown as Partial<Insides>;
  const head = 25 + handle.length;
  if (!isAsKnown(inside) || !isWorthIt(inside, head, bytes.length)) {
    channel.write(handle, bytes, 0, bytes.length, offset, done);
    return;
  }
  const { outgoing, _protocol: protocol, _requests: requests } = inside;
  const id = (inside._writeReqid + 1) % (largestId + 1);
  inside._writeReqid = id;
  requests[id] = { cb: (error) => done(error) };
  outgoing.window -= head + bytes.length;
  protocol.channelData(outgoing.id, headOf(id, handle, offset, bytes.length));
  for (let at = 0; at < bytes.length; at += outgoing.packetSize) {
    protocol.channelData(outgoing.id, bytes.subarray(at, at + outgoing.packetSize));
  }
}

/** What comes before the bytes of a WRITE: draft-ietf-secsh-filexfer-02, section 6.4. */
function headOf(id: number, handle: Buffer, offset: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(25 + handle.length);
  head.writeUInt32BE(head.length - 4 + length, 0);
  head[4] = writeRequest;
  head.writeUInt32BE(id, 5);
  head.writeUInt32BE(handle.length, 9);
  head.set(handle, 13);
  head.writeBigUInt64BE(BigInt(offset), 13 + handle.length);
  head.writeUInt32BE(length, 21 + handle.length);
  return head;
}

/** The head takes a packet of its own, and `window` must stay above zero: at zero ssh2 begins to wait. */
function isWorthIt({ outgoing, _buffer }: Insides, head: number, length: number): boolean {
  return (
    length > outgoing.packetSize &&
    outgoing.state === 'open' &&
    outgoing.window > head + length &&
    _buffer.length === 0
  );
}

function isAsKnown(inside: Partial<Insides>): inside is Insides {
  const { outgoing, _buffer, _requests, _writeReqid, _protocol } = inside;
  return (
    typeof outgoing?.window === 'number' &&
    typeof outgoing.packetSize === 'number' &&
    Array.isArray(_buffer) &&
    typeof _requests === 'object' &&
    typeof _writeReqid === 'number' &&
    typeof _protocol?.channelData === 'function'
  );
}
