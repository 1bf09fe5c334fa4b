import type { Sweep, SweptPort } from '../../shared/domain/check.ts';
import type { ConnectionChecks } from '../checks/connection-checks.ts';

/** Starts a sweep, tells each port once, and resolves when it is over. Rejects with what keeps it from starting. */
export function untilSwept(
  checks: Pick<ConnectionChecks, 'sweep' | 'onSwept'>,
  siteId: string,
  tell: (swept: SweptPort) => void,
): Promise<Sweep> {
  return new Promise((resolve) => {
    const told = new Set<number>();
    const undo = checks.onSwept((sweep) => {
      if (sweep.siteId !== siteId) return;
      for (const swept of sweep.ports) {
        if (told.has(swept.port)) continue;
        told.add(swept.port);
        tell(swept);
      }
      if (!sweep.done) return;
      undo();
      resolve(sweep);
    });
    try {
      checks.sweep(siteId);
    } catch (thrown) {
      undo();
      throw thrown;
    }
  });
}
