import type { ErrorCode } from '../../shared/domain/error.ts';

/** In what way a message may go wrong that is worth another try. */
export type Way = 'reach' | 'page' | 'fault';
/** How often it did. */
export type Tries = Readonly<Record<Way, number>>;
export const noTries: Tries = { reach: 0, page: 0, fault: 0 };

/**
 * What a message that was not answered leads to. Field notes, section 2; docs/adr/0012-sending-messages.md.
 *
 * - `hold`: nothing is sent for a while, then the same message again. `later`: the same, and the others go on.
 * - `pause`: the message stays in line, and nothing is sent until the person says so.
 * - `failed`: surely not taken; the others go on. `stop`: that, and nothing else is sent either.
 * - `unknown`: it may have arrived. `no-answer`: what came is no proper answer.
 * - `cancelled`: it was stopped before anything of it was sent.
 */
export type NextStep =
  | { readonly kind: 'hold' | 'later'; readonly way: Way; readonly ms: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'failed' | 'stop' | 'unknown' | 'no-answer' | 'cancelled' };

const waits: Readonly<Record<Way, readonly number[]>> = {
  reach: [10_000, 30_000, 60_000],
  page: [30_000, 120_000],
  fault: [10_000],
};

/** `chance`: from 0 up to 1. `proved`: the gateway took the login in this run. */
export function nextStep(code: ErrorCode, tries: Tries, chance: number, proved: boolean): NextStep {
  const again = (kind: 'hold' | 'later', way: Way): NextStep | null => {
    const ms = waits[way][tries[way]];
    // Up to a fifth more, so that the offices of a state don't all come back in the same second.
    return ms === undefined ? null : { kind, way, ms: Math.round(ms * (1 + chance / 5)) };
  };
  switch (code) {
    // Not reached, or the link was gone before anything was sent.
    case 'host-not-found':
    case 'no-network':
    case 'port-refused':
    case 'port-silent':
    case 'connection-reset':
    case 'server-silent':
    case 'proxy-unreachable':
    case 'proxy-refused':
    case 'tls-failed':
    case 'tls-cut':
    case 'link-lost':
    case 'link-stalled':
      return again('hold', 'reach') ?? { kind: 'pause' };
    case 'gateway-page':
      return again('hold', 'page') ?? { kind: 'pause' };
    case 'gateway-fault':
      // The fault may be all that is said of a wrong login: then no other message goes meanwhile.
      return again(proved ? 'later' : 'hold', 'fault') ?? { kind: 'failed' };
    case 'reply-lost':
      return { kind: 'unknown' };
    case 'gateway-no-answer':
      return { kind: 'no-answer' };
    case 'gateway-too-large':
    case 'invalid-input':
      return { kind: 'failed' };
    case 'cancelled':
      return { kind: 'cancelled' };
    // Refused logins (a proxy's, too), identities, secure links that can't be agreed on, a file that changed: no other
    // message would fare better, and more tries lock accounts.
    default:
      return { kind: 'stop' };
  }
}
