import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import { reachErrors } from '../reach-errors.ts';
import { isDone, replyWords, type Reply } from './reply.ts';

/** How far the link has come: the same failure means another thing to the person. */
export type Phase =
  | 'looking-up' // the name
  | 'reaching' // TCP
  | 'greeting'
  | 'securing' // from AUTH TLS to the end of the handshake
  | 'signing-in'
  | 'signed-in';

/**
 * What a reply that is not the hoped-for one means. `verb` is the command it answers ("STOR", or
 * "greeting"); the server's own words become the detail.
 */
export function errorFromReply(reply: Reply, verb: string, phase: Phase = 'signed-in'): AppError {
  return new AppError(codeOfReply(reply, verb, phase), replyWords(reply));
}

const fullServer =
  /(too many|maximum( number)?|max\.?|limit)\b.*\b(connections?|users?|clients?|sessions?)|\b(connections?|users?|clients?|sessions?)\b.*\b(limit|exceeded)/i;

function codeOfReply(reply: Reply, verb: string, phase: Phase): ErrorCode {
  if (phase !== 'signed-in') return codeBeforeSignIn(reply, verb);
  if (isDone(reply)) return 'server-refused'; // Good news at the wrong time is no good news.
  switch (reply.code) {
    case 421:
    case 426:
      return 'link-lost';
    case 425:
      return /\b(tls|ssl|session)\b|not permitted/i.test(reply.text)
        ? 'data-link-refused'
        : 'data-port-blocked';
    case 521:
    case 522:
    case 533:
    case 534:
    case 535:
    case 536:
      return 'data-link-refused';
    case 530:
      return codeOfWords(reply.text) ?? 'link-lost'; // The server has forgotten the sign-in.
    case 532:
      return 'remote-permission';
    case 450:
      return codeOfWords(reply.text) ?? 'remote-busy';
    case 451: // Pure-FTPd's for a data link that broke, too.
      return (
        codeOfWords(reply.text) ??
        (/^451.transfer aborted/im.test(reply.text) ? 'link-lost' : 'server-refused')
      );
    case 452:
    case 552:
      return 'remote-full';
    case 550:
      return (
        codeOfWords(reply.text) ??
        (asksForThing.has(verb) ? 'remote-not-found' : 'remote-permission')
      );
    case 553:
      return codeOfWords(reply.text) ?? 'remote-name-refused';
    case 501:
      return takesPath.has(verb) ? 'remote-name-refused' : 'not-supported';
    case 202:
    case 500:
    case 502:
    case 504:
      return 'not-supported';
    default:
      return 'server-refused';
  }
}

function codeBeforeSignIn(reply: Reply, verb: string): ErrorCode {
  if (reply.code === 421 || fullServer.test(reply.text)) return 'server-full';
  if (verb === 'PASS')
    return reply.code >= 500 || reply.code === 430 ? 'login-refused' : 'server-refused';
  return [430, 530, 532, 332].includes(reply.code) ? 'login-refused' : 'server-refused';
}

/** Commands that fail for want of what they name, where the server does not say why. */
const asksForThing: ReadonlySet<string> = new Set(['RETR', 'CWD', 'SIZE', 'MLST', 'RNFR']);
const takesPath: ReadonlySet<string> = new Set([
  ...asksForThing,
  ...['STOR', 'APPE', 'MKD', 'RNTO', 'DELE', 'RMD', 'MLSD'],
]);

/** In this order: "Overwrite permission denied" is about the name that exists already. */
const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /no such|not found|(not|n't) exist|(cannot|can't|unable to|could not) find/i,
    'remote-not-found',
  ],
  [/exists|overwrit/i, 'remote-exists'],
  [
    /quota|failure writing|(disk|device|storage|volume)( is)? full|(no|out of|insufficient|not enough)\b.*\bspace/i,
    'remote-full',
  ],
  [/in use|being used|locked|busy/i, 'remote-busy'],
  [
    /(invalid|illegal|bad|forbidden)( file| path)* ?name|name (is )?(invalid|too long|not allowed)/i,
    'remote-name-refused',
  ],
  [
    /permission|permitted|denied|not allowed|access|privilege|rights|read-only|forbidden|could not create/i,
    'remote-permission',
  ],
];

function codeOfWords(text: string): ErrorCode | undefined {
  return meanings.find(([words]) => words.test(text))?.[1];
}

/** What an error or the end of the control socket means. */
export function errorFromSocket(error: Error, phase: Phase): AppError {
  const endless = phase === 'greeting' && tooLong.test(error.message);
  const code = endless ? 'not-this-protocol' : codeOfSocket(errno(error), phase);
  return new AppError(code, error.message, { cause: error });
}

/** What basic-ftp says of a reply without end. */
const tooLong = /exceeded maximum allowed size/;

function codeOfSocket(code: string, phase: Phase): ErrorCode {
  switch (phase) {
    case 'looking-up':
      return reachErrors[code] ?? 'host-not-found';
    case 'reaching':
    case 'greeting':
      return reachErrors[code] ?? 'connection-reset';
    case 'securing':
      return 'tls-cut';
    case 'signing-in':
    case 'signed-in':
      return 'link-lost';
  }
}

function errno(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
