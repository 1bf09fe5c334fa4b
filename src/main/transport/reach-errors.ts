import type { ErrorCode } from '../../shared/domain/error.ts';

/** What an errno of a socket means while the other side is being reached. */
export const reachErrors: Readonly<Partial<Record<string, ErrorCode>>> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  EAI_NONAME: 'host-not-found',
  EAI_NODATA: 'host-not-found',
  EAI_FAIL: 'host-not-found',
  ENODATA: 'host-not-found',
  ECONNREFUSED: 'port-refused',
  // Neither comes from the network: something on this computer forbids it.
  EACCES: 'port-forbidden',
  EPERM: 'port-forbidden',
  ETIMEDOUT: 'port-silent',
  ENETUNREACH: 'no-network',
  ENETDOWN: 'no-network',
  EHOSTUNREACH: 'no-network',
  EHOSTDOWN: 'no-network',
  EADDRNOTAVAIL: 'no-network',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  ECONNABORTED: 'connection-reset',
};
