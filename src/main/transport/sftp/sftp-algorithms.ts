import { createCipheriv, createDiffieHellmanGroup, getCiphers, getHashes } from 'node:crypto';

export interface SftpAlgorithms {
  readonly kex: readonly string[];
  readonly serverHostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly hmac: readonly string[];
  readonly compress: readonly string[];
}

/** What a process can do; see `processAbilities`. */
export interface CryptoAbilities {
  readonly cipher: (openSslName: string, keyBytes: number, ivBytes: number) => boolean;
  readonly hash: (name: string) => boolean;
  /** Within a moment: a key exchange runs on the thread that the window's calls run on. */
  readonly group: (name: string) => boolean;
}

interface Kex {
  readonly name: string;
  readonly group?: string;
}

const modernKex: readonly Kex[] = [
  { name: 'curve25519-sha256' },
  { name: 'curve25519-sha256@libssh.org' },
  { name: 'ecdh-sha2-nistp256' },
  { name: 'ecdh-sha2-nistp384' },
  { name: 'ecdh-sha2-nistp521' },
  { name: 'diffie-hellman-group14-sha256', group: 'modp14' },
  { name: 'diffie-hellman-group16-sha512', group: 'modp16' },
  { name: 'diffie-hellman-group18-sha512', group: 'modp18' },
  // Behind the fixed groups: its group is the server's choice, and checking an unknown one is slow.
  { name: 'diffie-hellman-group-exchange-sha256' },
];

const olderKex: readonly Kex[] = [
  { name: 'diffie-hellman-group14-sha1', group: 'modp14' },
  { name: 'diffie-hellman-group-exchange-sha1' },
  { name: 'diffie-hellman-group1-sha1', group: 'modp2' },
];

/* The order decides which of a server's keys is shown, and identities are kept by host and port. So it
   is the same in every process, and the older ones come last. */
const modernHostKeys = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];
const olderHostKeys = ['ssh-rsa', 'ssh-dss'];

type Cipher = readonly [name: string, openSslName: string, keyBytes: number, ivBytes: number];

const modernCiphers: readonly Cipher[] = [
  ['aes128-gcm@openssh.com', 'aes-128-gcm', 16, 12],
  ['aes256-gcm@openssh.com', 'aes-256-gcm', 32, 12],
  ['aes128-ctr', 'aes-128-ctr', 16, 16],
  ['aes192-ctr', 'aes-192-ctr', 24, 16],
  ['aes256-ctr', 'aes-256-ctr', 32, 16],
  ['chacha20-poly1305@openssh.com', 'chacha20', 32, 16],
];
const olderCiphers: readonly Cipher[] = [
  ['aes256-cbc', 'aes-256-cbc', 32, 16],
  ['aes192-cbc', 'aes-192-cbc', 24, 16],
  ['aes128-cbc', 'aes-128-cbc', 16, 16],
  ['3des-cbc', 'des-ede3-cbc', 24, 8],
];

type Mac = readonly [name: string, hash: string];

const modernMacs: readonly Mac[] = [
  ['hmac-sha2-256-etm@openssh.com', 'sha256'],
  ['hmac-sha2-512-etm@openssh.com', 'sha512'],
  ['hmac-sha2-256', 'sha256'],
  ['hmac-sha2-512', 'sha512'],
];
const olderMacs: readonly Mac[] = [
  ['hmac-sha1-etm@openssh.com', 'sha1'],
  ['hmac-sha1', 'sha1'],
  ['hmac-sha1-96', 'sha1'],
  ['hmac-md5', 'md5'],
  ['hmac-md5-96', 'md5'],
];

/**
 * The algorithms to offer, best first. `older` adds SHA-1 key exchange, ssh-rsa, CBC ciphers and
 * SHA-1/MD5 checksums for servers of EFT 6.4's age, by the person's choice only. Host keys of the type that
 * was accepted come first: another key of the same server would look like a changed identity.
 */
export function sftpAlgorithms(
  older: boolean,
  can: CryptoAbilities,
  acceptedKeyType?: string,
): SftpAlgorithms {
  const withOlder = <T>(modern: readonly T[], more: readonly T[]): readonly T[] =>
    older ? [...modern, ...more] : modern;
  return {
    kex: withOlder(modernKex, olderKex)
      .filter(({ group }) => group === undefined || can.group(group))
      .map(({ name }) => name),
    serverHostKey: withOlder(modernHostKeys, olderHostKeys).toSorted(
      (one, other) =>
        Number(keyTypeOf(other) === acceptedKeyType) - Number(keyTypeOf(one) === acceptedKeyType),
    ),
    cipher: withOlder(modernCiphers, olderCiphers)
      .filter(([, openSslName, keyBytes, ivBytes]) => can.cipher(openSslName, keyBytes, ivBytes))
      .map(([name]) => name),
    hmac: withOlder(modernMacs, olderMacs)
      .filter(([, hash]) => can.hash(hash))
      .map(([name]) => name),
    compress: ['none'],
  };
}

/** RSA keys are signed with in several ways (RFC 8332). */
const keyTypeOf = (algorithm: string): string =>
  algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;

const olderNames: ReadonlySet<string> = new Set([
  ...olderKex.map(({ name }) => name),
  ...olderHostKeys,
  ...[...olderCiphers, ...olderMacs].map(([name]) => name),
]);

/**
 * Whether it is of a kind that came after those here. Others that are not here may as well be obsolete
 * (arcfour, blowfish, ripemd) as new.
 */
export const isNewerAlgorithm = (name: string): boolean =>
  /^(mlkem|sntrup|ntruprime|kyber|ecdh-nistp\d+-kyber|curve448-|ssh-ed448|x25519-kyber)/.test(name);

/** Whether it is off by default. */
export const isOlderAlgorithm = (name: string): boolean => olderNames.has(name);

/** What the person's choice adds to what this process offers. */
export function olderAlgorithms(can: CryptoAbilities): readonly string[] {
  const { kex, serverHostKey, cipher, hmac } = sftpAlgorithms(true, can);
  return [...kex, ...serverHostKey, ...cipher, ...hmac].filter(isOlderAlgorithm);
}

/** The abilities of the running process: Node's OpenSSL and Electron's BoringSSL differ. */
export const processAbilities: CryptoAbilities = {
  cipher: (openSslName, keyBytes, ivBytes) => {
    if (!getCiphers().includes(openSslName)) return false;
    return works(() => createCipheriv(openSslName, Buffer.alloc(keyBytes), Buffer.alloc(ivBytes)));
  },
  hash: (name) => getHashes().includes(name),
  group: (name) => {
    // BoringSSL tests each group for being prime: 0.7 s for modp14, 5 s for modp16, 37 s for modp18.
    // It is asked for no other than modp14, and has no modp2.
    if (isBoringSsl) return name === 'modp14';
    return works(() => createDiffieHellmanGroup(name));
  },
};

const isBoringSsl = 'electron' in process.versions;

function works(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false; // Being refused is the answer.
  }
}
