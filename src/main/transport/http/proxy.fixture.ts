import { afterEach, expect } from 'vitest';
import type { ConnectProxy } from '../../../../e2e/servers/connect-proxy.ts';
import { AppError } from '../../../shared/domain/error.ts';
import type { FindProxy, HttpProxy, ProxyChoice } from '../proxy/find-proxy.ts';
import { visit, type Visit } from './http-link.fixture.ts';
import type { HttpLink } from './http-link.ts';

/** A proxy as a choice. */
export const choice = (
  { host, port }: { readonly host: string; readonly port: number },
  signIn: HttpProxy['signIn'] = null,
): ProxyChoice => ({ kind: 'http', host, port, signIn });

export const direct: ProxyChoice = { kind: 'direct' };

/** A computer that is set to these. */
export const by =
  (...choices: readonly ProxyChoice[]): FindProxy =>
  () =>
    Promise.resolve(choices);

/** As people read it. */
export const named = ({ port }: Pick<ConnectProxy, 'port'>): string => `127.0.0.1, port ${port}`;

/** A server by a name that nobody but a stub proxy knows. */
export const urlOf = ({ port }: { readonly port: number }): string =>
  `https://gateway.test:${port}/`;

interface UsedLinks {
  /** Ends the server after the test. */
  readonly kept: <S extends { readonly close: () => unknown }>(starting: Promise<S>) => Promise<S>;
  /** Closes the link after the test. */
  readonly open: (options: Visit) => Promise<HttpLink>;
  /** Why there is no link. */
  readonly failureAt: (options: Visit) => Promise<AppError>;
}

export function useLinks(): UsedLinks {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const act of undo.splice(0).reverse()) await act();
  });
  const open = async (options: Visit): Promise<HttpLink> => {
    const link = await visit(options);
    undo.push(() => link.close());
    return link;
  };
  return {
    kept: async (starting) => {
      const server = await starting;
      undo.push(server.close);
      return server;
    },
    open,
    failureAt: async (options) => {
      const failure: unknown = await open(options).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(AppError);
      return failure as AppError;
    },
  };
}
