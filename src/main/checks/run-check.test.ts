import { describe, expect, it } from 'vitest';
import type { Check, StepId } from '../../shared/domain/check.ts';
import { AppError } from '../../shared/domain/error.ts';
import { FakeClock } from '../transfer/testing/fake-clock.ts';
import { deferred } from './deferred.ts';
import { runCheck } from './run-check.ts';
import { fact, failed, ok, skipped, warn, type Plan, type Step } from './step.ts';
import { begun, outcomes } from './testing/walk.ts';

const echo = { kind: 'echo' } as const;

const step = (id: StepId, run: Step['run'], more: Partial<Step> = {}): Step => ({
  id,
  seconds: 10,
  run,
  ...more,
});
const good = (id: StepId): Step => step(id, () => Promise.resolve(ok(echo)));

function start(...steps: readonly Step[]) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const shown: Check[] = [];
  const plan: Plan = { steps, close: () => Promise.resolve() };
  const ended = runCheck(
    {
      check: begun(),
      plan,
      clock,
      mask: (text) => text.replaceAll('hunter2', '••••'),
      show: (check) => void shown.push(check),
    },
    stop.signal,
  );
  return { clock, stop, shown, ended };
}

const never = () => new Promise<never>(() => undefined);

describe('a check', () => {
  it('walks its steps in order and tells when each begins and has ended', async () => {
    const { shown, ended, clock } = start(good('name'), good('port'));
    const check = await ended;
    expect(check).toMatchObject({ verdict: 'ready', endedAt: clock.now(), current: null });
    expect(shown.map(({ current, steps }) => [current, steps.length])).toEqual([
      ['name', 0],
      [null, 1],
      ['port', 1],
      [null, 2],
    ]);
    expect(shown.every(({ verdict }) => verdict === null)).toBe(true);
  });

  it('is ready with warnings too', async () => {
    const { ended } = start(
      good('name'),
      step('port', () => Promise.resolve(warn(echo))),
    );
    expect((await ended).verdict).toBe('ready');
  });

  it('reaches nothing after a failure', async () => {
    const { ended } = start(
      good('name'),
      step('port', () => Promise.reject(new AppError('port-refused', 'ECONNREFUSED'))),
      step('secure-link', () => Promise.reject(new Error('must not run'))),
    );
    const check = await ended;
    expect(check.verdict).toBe('failed');
    expect(outcomes(check)).toEqual([
      'name ok',
      'port failed port-refused',
      'secure-link not-reached',
    ]);
    expect(check.steps[2]).toMatchObject({ ms: null, finding: null, failure: null });
  });

  it('stops at what is skipped, and is incomplete then', async () => {
    const { ended } = start(
      step('sign-in', () => Promise.resolve(skipped({ kind: 'no-password' }))),
      good('folder'),
    );
    const check = await ended;
    expect(check.verdict).toBe('incomplete');
    expect(outcomes(check)).toEqual(['sign-in skipped', 'folder not-reached']);
  });

  it('ends a step that takes too long, with what that most likely means', async () => {
    const { ended, clock } = start(step('port', never));
    clock.pass(10_000);
    const check = await ended;
    expect(outcomes(check)).toEqual(['port failed port-silent']);
    expect(check.steps[0]).toMatchObject({ ms: 10_000 });
    expect(check.steps[0]?.failure?.detail).toBe('No answer within 10 s');
  });

  it('tells a step that nobody waits for it any more', async () => {
    let given: AbortSignal | undefined;
    const { ended, clock } = start(
      step('folder', (_context, signal) => {
        given = signal;
        return never();
      }),
    );
    expect(given?.aborted).toBe(false);
    clock.pass(10_000);
    expect(outcomes(await ended)).toEqual(['folder failed link-stalled']);
    expect(given?.aborted).toBe(true);
  });

  it('counts the time of a step without that of a person', async () => {
    const answer = deferred<undefined>();
    const { ended, clock } = start(
      step('identity', async ({ aside }) => {
        await aside(answer.promise);
        return ok(echo);
      }),
    );
    clock.pass(3_600_000);
    answer.resolve(undefined);
    expect((await ended).steps[0]).toMatchObject({ outcome: 'ok', ms: 0 });
  });

  it('ends at once when it is stopped; what was not done was not reached', async () => {
    const { ended, stop } = start(good('name'), step('port', never), good('secure-link'));
    await Promise.resolve();
    stop.abort();
    const check = await ended;
    expect(check.verdict).toBe('stopped');
    expect(outcomes(check).slice(1)).toEqual(['port not-reached', 'secure-link not-reached']);
  });

  it('runs nothing when it was stopped before it began', async () => {
    const clock = new FakeClock();
    const plan: Plan = { steps: [good('name')], close: () => Promise.resolve() };
    const run = { check: begun(), plan, clock, mask: String, show: () => undefined };
    const check = await runCheck(run, AbortSignal.abort());
    expect(outcomes(check)).toEqual(['name not-reached']);
    expect(check.verdict).toBe('stopped');
  });

  it('lets a step say what its failure comes to', async () => {
    const { ended } = start(
      step('description', () => Promise.reject(new AppError('gateway-page')), {
        failed: (failure) => ({ ...failed(failure), outcome: 'warn' }),
      }),
      good('connectivity-test'),
    );
    const check = await ended;
    expect(check.verdict).toBe('ready');
    expect(outcomes(check)).toEqual(['description warn gateway-page', 'connectivity-test ok']);
  });

  it('calls a defect of a step one, also when it is thrown at once', async () => {
    const { ended } = start(
      step('name', () => {
        throw new Error('a bug');
      }),
    );
    expect((await ended).steps[0]).toMatchObject({
      outcome: 'failed',
      failure: { code: 'internal', detail: 'a bug' },
    });
  });

  it('keeps secrets and control characters out of what it says', async () => {
    const { ended } = start(
      step('page', () =>
        Promise.resolve(
          ok({ kind: 'page', status: 200, title: 'hunter2\u001b[2J' }, [
            fact('Words', 'PASS hunter2\r\n\u0007bell'),
          ]),
        ),
      ),
      step('sign-in', () => Promise.reject(new AppError('login-refused', '530 hunter2'))),
    );
    const { steps } = await ended;
    expect(JSON.stringify(steps)).not.toContain('hunter2');
    expect(steps[0]?.finding).toMatchObject({ title: '••••\ufffd[2J' });
    expect(steps[0]?.facts).toEqual([{ name: 'Words', value: 'PASS ••••\n\ufffdbell' }]);
  });
});
