import { AppError } from '../../shared/domain/error.ts';
import { eitherSignal } from '../sessions/either-signal.ts';
import type { Connection } from '../transport/transport.ts';
import type { Leg } from './run.ts';

/** One listener for each connection: thousands of files go over it. */
const closedSignals = new WeakMap<Connection, AbortSignal>();

/**
 * What bytes of a file wait for before they go one way or the other: the site's speed limit, then a pause. It
 * rejects `cancelled`, and with why the link failed: what waits must not wait for a link that is gone.
 * `end` has to be called.
 */
export function passFor(
  leg: Leg,
  connection: Connection,
  signal: AbortSignal,
): { readonly pass: (bytes: number) => Promise<void>; readonly end: () => void } {
  const { closed } = connection;
  const either = eitherSignal(signal, closedSignal(connection));
  return {
    pass: async (bytes) => {
      try {
        await leg.mayPass(bytes, either.signal);
      } catch (thrown) {
        if (signal.aborted || !either.signal.aborted) throw thrown;
        throw (await closed) ?? new AppError('link-lost');
      }
      await leg.gate.passed(signal, closed);
    },
    end: either.release,
  };
}

function closedSignal(connection: Connection): AbortSignal {
  const known = closedSignals.get(connection);
  if (known !== undefined) return known;
  const controller = new AbortController();
  void connection.closed.then(() => controller.abort());
  closedSignals.set(connection, controller.signal);
  return controller.signal;
}
