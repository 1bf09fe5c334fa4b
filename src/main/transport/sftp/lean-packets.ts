import { createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';

/** What of ssh2's outbound cipher is made leaner; typed by nobody, so it is looked at before it is used. */
interface GcmCipher {
  _encKey: Buffer | KeyObject;
  allocPacket: (payloadBytes: number) => Buffer;
}

interface WithCipher {
  readonly client?: { readonly _protocol?: { readonly _cipher?: Partial<GcmCipher> } };
}

const block = 16;
const shortestPadding = 4;
/** OpenSSH's packets, and a little more. */
const mostBytes = 36 * 1024;

/**
 * Takes from ssh2's AES-GCM what it does anew for each packet: memory for the packet, which ssh2 is done with
 * when it was encrypted, the key's making, and a draw of random bytes. What is encrypted, and how, stays as it is. To be called after
 * each key exchange, with a socket of `gatherWrites`; another cipher, or another ssh2, is left alone.
 */
export function leanPackets(client: unknown): void {
  const cipher = (client as WithCipher).client?._protocol?._cipher;
  if (!isGcm(cipher) || !Buffer.isBuffer(cipher._encKey)) return;
  cipher._encKey = createSecretKey(cipher._encKey);
  const own = cipher.allocPacket.bind(cipher);
  const memory = Buffer.allocUnsafeSlow(mostBytes);
  const random = new RandomBytes();
  cipher.allocPacket = (payloadBytes) => {
    const padding = paddingFor(1 + payloadBytes);
    const size = 5 + payloadBytes + padding;
    if (size > mostBytes) return own(payloadBytes);
    const packet = memory.subarray(0, size);
    packet.writeUInt32BE(size - 4, 0);
    packet[4] = padding;
    random.copyTo(packet, 5 + payloadBytes, padding);
    return packet;
  };
}

/** Each byte is given once; drawn many at a time, because each draw costs more than a packet's padding. */
class RandomBytes {
  readonly #drawn = Buffer.allocUnsafeSlow(8192);
  #at = this.#drawn.length;

  copyTo(target: Buffer, offset: number, count: number): void {
    if (this.#at + count > this.#drawn.length) {
      randomFillSync(this.#drawn);
      this.#at = 0;
    }
    this.#drawn.copy(target, offset, this.#at, this.#at + count);
    this.#at += count;
  }
}

/** RFC 4253, section 6, where the length itself is not encrypted (RFC 5647). */
function paddingFor(bytes: number): number {
  const padding = block - (bytes % block);
  return padding < shortestPadding ? padding + block : padding;
}

/** Written in JavaScript, it encrypts into new memory; the compiled one encrypts in place. */
function isGcm(cipher: Partial<GcmCipher> | undefined): cipher is GcmCipher {
  return (
    cipher?.constructor.name === 'AESGCMCipherNative' &&
    typeof cipher.allocPacket === 'function' &&
    '_encKey' in cipher
  );
}
