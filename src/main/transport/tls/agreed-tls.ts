import type { TLSSocket } from 'node:tls';
import type { Connection, Milestone } from '../transport.ts';

/** What a finished handshake agreed on, to be told of. `more`: facts that come before its own. */
export function agreedTls(
  socket: TLSSocket,
  more: Connection['facts'] = [],
): Extract<Milestone, { kind: 'secure-link' }> {
  const protocol = socket.getProtocol() ?? 'unknown';
  const version = versions[protocol] ?? protocol;
  const cipher = socket.getCipher().name;
  return {
    kind: 'secure-link',
    summary: `${version}, ${cipher}`,
    older: olderVersions.has(version),
    facts: [...more, { name: 'TLS version', value: version }, { name: 'Cipher', value: cipher }],
  };
}

const versions: Readonly<Partial<Record<string, string>>> = {
  TLSv1: 'TLS 1.0',
  'TLSv1.1': 'TLS 1.1',
  'TLSv1.2': 'TLS 1.2',
  'TLSv1.3': 'TLS 1.3',
};

/** Spoken by the person's choice only. */
const olderVersions: ReadonlySet<string> = new Set(['TLS 1.0', 'TLS 1.1']);
