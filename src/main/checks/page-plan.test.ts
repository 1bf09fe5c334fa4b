import { expect, test } from 'vitest';
import { stepsOf } from '../../shared/domain/check.ts';
import { AppError } from '../../shared/domain/error.ts';
import { presets } from '../../shared/domain/presets.ts';
import type { Site } from '../../shared/domain/site.ts';
import { pagePlan, type PageParts } from './page-plan.ts';
import { ok } from './step.ts';
import { ScriptedWeb } from './testing/scripted-web.ts';
import { outcomes, stepOf, walk } from './testing/walk.ts';

const page: Site = { ...presets['ciis-web'], id: 'site-1', position: 0, lastConnectedAt: null };

function desk(readPage: PageParts['readPage']) {
  const web = new ScriptedWeb();
  const parts: PageParts = {
    openHttpLink: web.open,
    prove: () =>
      Promise.resolve(ok({ kind: 'identity', how: 'trusted', since: null, validTo: null })),
    hasNetwork: () => true,
    log: { add: () => undefined },
    readPage,
  };
  return { web, check: () => walk(pagePlan(page, parts)) };
}

test('a web upload site is well when its page answers', async () => {
  const { web, check } = desk((_link, path) =>
    Promise.resolve({ status: 200, title: `Sign in at ${path}`, location: null }),
  );
  const done = await check();
  expect(done.verdict).toBe('ready');
  expect(done.steps.map(({ id }) => id)).toEqual(stepsOf.web);
  expect(stepOf(done, 'page').finding).toEqual({
    kind: 'page',
    status: 200,
    title: 'Sign in at /',
  });
  expect(web).toMatchObject({ opened: ['cohealthnet.com:447'], closed: 1 });
});

test('a page that is forbidden may be that of a web filter', async () => {
  const title = 'Access blocked by web filter';
  const answering = (status: number) =>
    desk(() => Promise.resolve({ status, title, location: null })).check();
  expect(outcomes(await answering(403)).at(-1)).toBe('page warn');
  expect(outcomes(await answering(401)).at(-1)).toBe('page ok');
});

test('a page that fails says so; where a good one sends on to is told', async () => {
  const broken = desk(() => Promise.reject(new AppError('web-page-failed', 'HTTP 503')));
  expect(outcomes(await broken.check()).at(-1)).toBe('page failed web-page-failed');
  const location = 'https://cohealthnet.com:447/login';
  const moved = desk(() => Promise.resolve({ status: 302, title: null, location }));
  expect(stepOf(await moved.check(), 'page').facts.at(-1)?.value).toBe(location);
});
