import { expect, it } from 'vitest';
import type { ImportPreview } from '../../shared/domain/site-import.ts';
import { importHandlers, type ImportParts } from './import-handlers.ts';
import { createRouter, type Handlers } from './router.ts';

const preview: ImportPreview = {
  id: 'p',
  fileName: 'WinSCP.ini',
  format: 'winscp',
  sites: [],
  identities: [],
  leftOut: [],
  notes: [],
};

function desk() {
  const calls: unknown[] = [];
  const parts: ImportParts = {
    siteImports: {
      open: (path) => {
        calls.push(path);
        return Promise.resolve(preview);
      },
      apply: (chosen) => {
        calls.push(chosen);
        return Promise.resolve({ sites: chosen.sites.length, passwords: 0, identities: 0 });
      },
    },
    importFiles: {
      choose: () => Promise.resolve(null),
      saveSites: () => Promise.resolve('/home/u/sites.json'),
    },
  };
  return { calls, route: createRouter(importHandlers(parts) as Handlers) };
}

it('opens a file, carries out what was chosen of it, and says where the sites were saved', async () => {
  const { calls, route } = desk();
  const chosen = { id: 'p', sites: [0, 2], identities: [], passwords: true };
  expect(await route('imports.choose', undefined)).toEqual({ ok: true, value: null });
  expect(await route('imports.open', { path: '/in/WinSCP.ini' })).toEqual({
    ok: true,
    value: preview,
  });
  expect(await route('imports.apply', chosen)).toEqual({
    ok: true,
    value: { sites: 2, passwords: 0, identities: 0 },
  });
  expect(await route('sites.export', undefined)).toEqual({ ok: true, value: '/home/u/sites.json' });
  expect(calls).toEqual(['/in/WinSCP.ini', chosen]);
});

it.each([
  ['imports.open', { path: '/in/\0' }],
  ['imports.apply', { id: 'p', sites: [-1], identities: [], passwords: false }],
  ['imports.apply', { id: 'p', sites: [0.5], identities: [], passwords: false }],
  ['imports.apply', { id: 'p', sites: Array(10_001).fill(0), identities: [], passwords: false }],
  ['imports.apply', { id: 'p', sites: [], identities: [] }],
])('refuses %s with what is not a choice', async (name, input) => {
  const { calls, route } = desk();
  expect(await route(name, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  expect(calls).toEqual([]);
});
