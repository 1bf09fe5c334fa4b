import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/domain/error.ts';
import { newSiteSettings } from '../../shared/domain/site.ts';
import { commands, type CommandName } from '../../shared/ipc/contract.ts';
import { createRouter, type Handlers } from './router.ts';

const names = Object.keys(commands) as CommandName[];

/** Handlers that write down what reached them. */
function recording(answers: Partial<Record<CommandName, () => unknown>> = {}) {
  const calls: { name: CommandName; input: unknown }[] = [];
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (input: unknown) => {
        calls.push({ name, input });
        return answers[name]?.();
      },
    ]),
  ) as unknown as Handlers;
  return { calls, route: createRouter(handlers) };
}

const refused = { ok: false, error: { code: 'invalid-input' } };

describe('createRouter', () => {
  it('hands a valid input to its handler and answers with its value', async () => {
    const { calls, route } = recording({ 'local.chooseFiles': () => Promise.resolve(['/a.hl7']) });
    expect(await route('local.chooseFiles', undefined)).toEqual({ ok: true, value: ['/a.hl7'] });
    expect(calls).toEqual([{ name: 'local.chooseFiles', input: undefined }]);
  });

  it('keeps fields that the contract does not know from the handler', async () => {
    const { calls, route } = recording();
    await route('sites.remove', { id: 'a', extra: 1 });
    expect(calls).toEqual([{ name: 'sites.remove', input: { id: 'a' } }]);
  });

  it('changes only the settings that were named', async () => {
    const { calls, route } = recording();
    await route('settings.update', { theme: 'dark' });
    expect(calls).toEqual([{ name: 'settings.update', input: { theme: 'dark' } }]);
  });

  it('answers with the failure of a handler', async () => {
    const { route } = recording({
      'app.info': () => Promise.reject(new AppError('storage-failed', 'SQLITE_FULL')),
      'sites.list': () => {
        throw new AppError('site-not-found');
      },
    });
    expect(await route('app.info', undefined)).toEqual({
      ok: false,
      error: { code: 'storage-failed', detail: 'SQLITE_FULL' },
    });
    expect(await route('sites.list', undefined)).toMatchObject({
      error: { code: 'site-not-found' },
    });
  });

  it.each([
    ['__proto__'],
    ['constructor'],
    ['toString'],
    ['hasOwnProperty'],
    [''],
    ['app'],
    [['app.info']],
  ])('refuses the command %j', async (name) => {
    const { calls, route } = recording();
    expect(await route(name, undefined)).toMatchObject(refused);
    expect(calls).toEqual([]);
  });

  it.each([
    ['local.list', { path: '/etc/passwd\0.hl7' }],
    ['local.list', { path: 'x'.repeat(40_000) }],
    ['local.list', JSON.parse('{"__proto__":{"path":null}}') as unknown],
    ['remote.makeFolder', { siteId: 's', path: '/', name: '../up' }],
    ['remote.rename', { siteId: 's', path: '/', from: 'a', to: 'a\nDELE b' }],
    ['transfers.download', { siteId: 's', from: '/', names: ['..'], to: '/home' }],
    ['transfers.download', { siteId: 's', from: '/', names: ['a\\b'], to: '/home' }],
    ['transfers.upload', { siteId: 's', paths: [], to: null }],
    ['transfers.pause', { ids: 'all' }],
    ['transfers.pause', { ids: new Array(100_001).fill('x') }],
    ['sites.remove', { id: '' }],
    ['sites.remove', { id: 'x'.repeat(65) }],
    ['sites.remove', undefined],
    ['app.info', {}],
    ['checks.run', { siteIds: ['s'] }],
    ['checks.run', { siteIds: 's', insist: true }],
    ['checks.run', { siteIds: [''], insist: false }],
    ['checks.history', { siteId: 'x'.repeat(65) }],
    ['checks.saveReport', { path: '/etc/passwd' }],
    ['sites.openPage', { url: 'https://elsewhere.example' }],
    ['prompts.answer', { id: 'p', answer: { kind: 'password', password: 'x' } }],
  ])('refuses %s with an input that does not fit', async (name, input) => {
    const { calls, route } = recording();
    expect(await route(name, input)).toMatchObject(refused);
    expect(calls).toEqual([]);
  });

  it('names the fields that are wrong but not what they held', async () => {
    const { route } = recording();
    const settings = { ...newSiteSettings('sftp'), label: 'CIIS', username: 'u', host: 'a b' };
    const reply = await route('sites.save', {
      id: null,
      settings: { ...settings, port: 'hunter2' },
      secret: { hunter2: 'hunter2' },
    });
    expect(reply).toMatchObject(refused);
    const said = JSON.stringify(reply);
    expect(said).toContain('settings.port');
    expect(said).toContain('settings.host');
    expect(said).not.toContain('hunter2');
  });

  it('answers whatever it is given, and lets no unchecked input through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom<unknown>(...names), fc.anything()),
        fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withBigInt: true }),
        async (name, input) => {
          const { calls, route } = recording();
          const reply = await route(name, input);
          expect(reply.ok || reply.error.code === 'invalid-input').toBe(true);
          expect(calls).toHaveLength(reply.ok ? 1 : 0);
          const [call] = calls;
          if (call) expect(commands[call.name].input.safeParse(input).success).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
