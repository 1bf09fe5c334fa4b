import type { Check, StepResult } from '../../shared/domain/check.ts';
import type { ConnectionChecks } from '../checks/connection-checks.ts';

interface Watch {
  step(siteId: string, step: StepResult): void;
  ended(check: Check): void;
}

/**
 * Tells each step of these sites' checks once, and resolves with the checks, in the order given, when
 * all have ended. To be called right after they were started.
 */
export function untilChecked(
  checks: Pick<ConnectionChecks, 'list' | 'onChanged'>,
  siteIds: readonly string[],
  watch: Watch,
): Promise<readonly Check[]> {
  return new Promise((resolve) => {
    const told = new Map(siteIds.map((id) => [id, 0]));
    const ended = new Map<string, Check>();
    const look = (check: Check): void => {
      const { siteId, steps, verdict } = check;
      const before = told.get(siteId);
      if (before === undefined || ended.has(siteId)) return;
      told.set(siteId, steps.length);
      for (const step of steps.slice(before)) watch.step(siteId, step);
      if (verdict === null) return;
      ended.set(siteId, check);
      watch.ended(check);
      finish();
    };
    const undo = checks.onChanged(look);
    const finish = (): void => {
      if (ended.size < siteIds.length) return;
      undo();
      resolve(siteIds.flatMap((id) => ended.get(id) ?? []));
    };
    // One that another part of the program began has steps already.
    for (const check of checks.list()) if (check.verdict === null) look(check);
    finish();
  });
}
