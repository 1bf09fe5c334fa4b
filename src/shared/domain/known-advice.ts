import type { ErrorCode } from './error.ts';

/** Whose turn it is after a failed step: the person's own, IT's, or that of whoever runs the server. */
export type Turn = 'you' | 'it' | 'operator';

/** What the advice of a check talks about. */
export interface AdviceWords {
  readonly host: string;
  readonly port: string;
  /** With the data ports. */
  readonly ports: string;
  /** "the proxy proxy.example, port 3128" or "the proxy of this network". */
  readonly proxy: string;
  /** "web address" or "host address". */
  readonly address: string;
  /** Whether the site is reached by a web address. */
  readonly byAddress: boolean;
  /** Whom to ask, to go on a sentence: "call CIIS user support at ...". */
  readonly operator: string;
}

/** What a check says in place of the sentence and next step that its code has everywhere, or beyond them. See `Advice`. */
interface Known {
  readonly turn: Turn;
  readonly sentence?: string;
  readonly meaning?: string;
  readonly toDo?: string;
  readonly ask?: string;
  readonly request?: string;
}

/** Undefined: the code's sentence and next step are all there is to say, and it is the person's own turn. */
export const knownAdvice = (code: ErrorCode, words: AdviceWords): Known | undefined =>
  reaching[code]?.(words) ?? serving[code]?.(words);

type Table = Readonly<Partial<Record<ErrorCode, (words: AdviceWords) => Known>>>;

const openPorts = ({ host, ports }: AdviceWords): Known => ({
  turn: 'it',
  meaning: 'Your firewall may be closing it.',
  request: `Please open outgoing TCP ${ports} to ${host}.`,
});

const openDataPorts = (words: AdviceWords): Known =>
  words.ports === words.port
    ? {
        ...openPorts(words),
        request: `Please open outgoing TCP ${words.port}, and the ports that the server names for data, to ${words.host}.`,
      }
    : openPorts(words);

/** On the way to a signed-in link. */
const reaching: Table = {
  'host-not-found': ({ host, address }) => ({
    turn: 'you',
    meaning: "It may be mistyped, or this computer can't look names up.",
    toDo: `Check the ${address} in Site Manager and that this computer is on the internet.`,
    ask: 'If that does not help, ask IT',
    request: `Please find out why this computer can't look up the name ${host} (DNS).`,
  }),
  'no-network': () => ({
    turn: 'you',
    toDo: 'Check the cable or Wi-Fi, then check again.',
    ask: 'If that does not help, ask IT',
  }),
  'port-refused': ({ address }) => ({
    turn: 'operator',
    meaning: 'The server may be down, or it may have blocked this office.',
    toDo: `Check the ${address} and the port in Site Manager.`,
  }),
  'port-silent': openPorts,
  'port-forbidden': ({ host, ports }) => ({
    turn: 'it',
    meaning: 'A security program or a policy on it most likely does this.',
    request: `Please let CIIS Connect on this computer open outgoing TCP ${ports} to ${host}.`,
  }),
  'server-silent': ({ host, port }) => ({
    turn: 'it',
    meaning: 'A firewall or proxy may be holding the connection.',
    request: `Please let TCP ${port} to ${host} through unchanged: the connection opens, but nothing comes back.`,
  }),
  'connection-reset': ({ host, port }) => ({
    turn: 'it',
    meaning: 'A firewall may be inspecting it.',
    request: `Please let TCP ${port} to ${host} through without inspection: the connection is reset.`,
  }),
  'not-this-protocol': ({ address, byAddress }) => ({
    turn: 'operator',
    meaning: 'Something else answers there.',
    toDo: byAddress
      ? `Check the ${address} in Site Manager.`
      : 'Check the protocol and the port on the Type tab of Site Manager.',
  }),
  'server-full': () => ({
    turn: 'operator',
    toDo: 'Wait a few minutes, then check again.',
  }),
  'proxy-unreachable': ({ proxy }) => ({
    turn: 'you',
    meaning: 'It may be down, or this computer may be on another network than usual.',
    toDo: 'Check the cable or Wi-Fi, then check again.',
    ask: 'If that does not help, ask IT',
    request: `Please check whether this computer should still use ${proxy}. CIIS Connect can't reach it.`,
  }),
  'proxy-refused': ({ proxy, host, port }) => ({
    turn: 'it',
    meaning: 'It may block it, or not reach it itself.',
    request: `Please let CIIS Connect connect (CONNECT) to ${host}, port ${port}, through ${proxy}.`,
  }),
  'proxy-sign-in-needed': ({ proxy, host, port }) => ({
    turn: 'it',
    meaning: 'It does not mean the password of this site.',
    request: `Please let CIIS Connect connect to ${host}, port ${port}, without a sign-in at ${proxy}.`,
  }),
  'proxy-not-supported': ({ proxy, host, port }) => ({
    turn: 'it',
    request: `Please let CIIS Connect connect to ${host}, port ${port}, directly or through an HTTP proxy (CONNECT). It can't use ${proxy}.`,
  }),
  'tls-not-offered': () => ({ turn: 'operator' }),
  'tls-too-old': () => ({ turn: 'operator' }),
  'no-common-algorithm': () => ({ turn: 'operator' }),
  'secure-link-too-new': () => ({ turn: 'operator' }),
  'tls-cut': ({ host, port }) => ({
    turn: 'it',
    meaning: 'The FTP inspection of Windows or of a firewall does this.',
    request: `Please run "netsh advfirewall set global StatefulFTP disable" on this computer as an administrator, and let TCP ${port} to ${host} through without FTP inspection: the connection is reset at AUTH TLS.`,
  }),
  'tls-inspected': ({ host, port }) => ({
    turn: 'it',
    meaning:
      'A proxy or security program on this network most likely puts its own certificate in between.',
    request: `Please exempt ${host}, port ${port}, from TLS inspection. Health data goes there, and its certificate is checked.`,
  }),
  'tls-failed': ({ host, port }) => ({
    turn: 'it',
    meaning: 'Something between this computer and the server may change the traffic.',
    request: `Please let TCP ${port} to ${host} through unchanged: the TLS handshake fails.`,
  }),
  'tls-refused': () => ({
    turn: 'operator',
    meaning:
      'It may be too old, or want something that this program does not have, like a certificate of the caller.',
    toDo: 'Its answer is under Details.',
  }),
  'no-encryption-in-common': () => ({
    turn: 'operator',
    toDo: 'The lists of both are under Details.',
  }),
  'identity-unknown': () => ({
    turn: 'operator',
    toDo: 'Check again and compare the fingerprint with the one you were given.',
  }),
  'identity-changed': () => ({ turn: 'operator' }),
  'certificate-expired': () => ({ turn: 'operator' }),
  'certificate-not-yet-valid': ({ operator }) => ({
    turn: 'you',
    ask: `If the clock is right, ${operator}`,
  }),
  'certificate-wrong-name': ({ address }) => ({
    turn: 'operator',
    toDo: `Check the ${address} in Site Manager. If it is right, do not go on.`,
  }),
  'login-refused': () => ({ turn: 'operator' }),
  'login-method-refused': () => ({ turn: 'operator' }),
  'link-lost': () => ({
    turn: 'you',
    toDo: 'Check your network, then check again.',
    ask: 'If it happens again, ask IT',
  }),
};

/** What the service does once it is reached. */
const serving: Table = {
  'link-stalled': () => ({
    turn: 'operator',
    meaning: 'It may be busy, or something on the way drops the connection.',
    toDo: 'Check again in a few minutes.',
  }),
  'reply-lost': () => ({
    turn: 'operator',
    sentence: 'The connection broke before the answer came.',
    toDo: 'Check again in a few minutes.',
  }),
  'data-port-dropped': openDataPorts,
  'data-port-blocked': openDataPorts,
  'data-port-refused': () => ({
    turn: 'operator',
    meaning: 'The server named a port on which nothing answers.',
    toDo: 'Check again in a few minutes.',
  }),
  'passive-address-wrong': () => ({
    turn: 'operator',
    toDo: 'Turn off "Trust the data address that the server names" and check "Allowed ports" on the Options tab of Site Manager.',
  }),
  'data-link-refused': () => ({ turn: 'operator', toDo: 'Check once more.' }),
  'web-page-failed': () => ({ turn: 'operator', toDo: 'Check again in a few minutes.' }),
  'gateway-page': () => ({
    turn: 'operator',
    toDo: 'Check the web address in Site Manager, and check again in an hour.',
  }),
  'gateway-fault': () => ({
    turn: 'operator',
    toDo: 'Its words are under Details. Check again in a few minutes.',
  }),
  'gateway-no-answer': () => ({ turn: 'operator' }),
  'gateway-other-version': () => ({ turn: 'operator' }),
  'server-refused': () => ({ turn: 'operator' }),
  'remote-permission': () => ({
    turn: 'operator',
    meaning: 'Your account may not use this folder.',
    toDo: 'Check the start folder on the Actions tab of Site Manager.',
  }),
  'remote-not-found': () => ({
    turn: 'operator',
    sentence: 'The server does not have the start folder of this site.',
    toDo: 'Check it on the Actions tab of Site Manager.',
  }),
  'not-supported': () => ({ turn: 'operator' }),
};
