import { describe, expect, it } from 'vitest';
import { leanPackets } from './lean-packets.ts';

class AESGCMCipherNative {
  _encKey = Buffer.alloc(16, 1);
  allocated = 0;
  allocPacket(payloadBytes: number): Buffer {
    this.allocated += 1;
    return Buffer.alloc(5 + payloadBytes);
  }
}

const clientWith = (cipher: unknown) => ({ client: { _protocol: { _cipher: cipher } } });

describe('lean packets', () => {
  it.each([0, 1, 11, 12, 27, 32_777])('are framed as SSH asks, for %i bytes', (payload) => {
    const cipher = new AESGCMCipherNative();
    leanPackets(clientWith(cipher));
    const packet = cipher.allocPacket(payload);
    const padding = packet[4] ?? 0;
    expect(packet.length).toBe(5 + payload + padding);
    expect(packet.readUInt32BE(0)).toBe(packet.length - 4);
    expect((packet.length - 4) % 16).toBe(0);
    expect(padding).toBeGreaterThanOrEqual(4);
    expect(padding).toBeLessThan(20);
  });

  it('lie in the same memory one after the other', () => {
    const cipher = new AESGCMCipherNative();
    leanPackets(clientWith(cipher));
    expect(cipher.allocPacket(100).buffer).toBe(cipher.allocPacket(200).buffer);
    expect(cipher.allocated).toBe(0);
  });

  it('are padded with bytes that were not used before', () => {
    const cipher = new AESGCMCipherNative();
    leanPackets(clientWith(cipher));
    const paddings = Array.from({ length: 2000 }, () =>
      cipher.allocPacket(9).subarray(14).toString('hex'),
    );
    expect(new Set(paddings).size).toBe(paddings.length);
  });

  it('leave a packet that is larger than any to ssh2', () => {
    const cipher = new AESGCMCipherNative();
    leanPackets(clientWith(cipher));
    cipher.allocPacket(100_000);
    expect(cipher.allocated).toBe(1);
  });

  it('leave other ciphers, and an ssh2 that is not as it was, alone', () => {
    class Other extends AESGCMCipherNative {}
    const cipher = new Other();
    leanPackets(clientWith(cipher));
    leanPackets(clientWith(undefined));
    leanPackets({});
    expect(Buffer.isBuffer(cipher._encKey)).toBe(true);
    cipher.allocPacket(1);
    expect(cipher.allocated).toBe(1);
  });
});
