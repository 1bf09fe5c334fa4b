import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rendererFile, serveRendererFile } from './renderer-files.ts';

const folder = join(tmpdir(), 'renderer');

it('finds the files of the built renderer', () => {
  expect(rendererFile('app://ciis-connect/index.html', folder)).toBe(join(folder, 'index.html'));
  expect(rendererFile('app://ciis-connect/assets/index-1.js?v=1#x', folder)).toBe(
    join(folder, 'assets', 'index-1.js'),
  );
});

it.each([
  'app://ciis-connect/../main/main.js',
  'app://ciis-connect/%2e%2e/%2e%2e/etc/passwd.js',
  'app://ciis-connect/..%2f..%2fsecret.html',
  'app://ciis-connect/..%5c..%5csecret.html',
  'app://ciis-connect//etc/hosts',
  'app://ciis-connect/index.html%00',
  'app://ciis-connect/%',
  'app://elsewhere/index.html',
  'file:///etc/index.html',
  'https://ciis-connect/index.html',
  'no address',
])('reads nothing outside the renderer for %s', (address) => {
  const file = rendererFile(address, folder);
  expect(file === null || file.startsWith(join(folder, '/'))).toBe(true);
});

it('serves a file with its type and the content security policy, and 404 for the rest', async () => {
  const served = await mkdtemp(join(tmpdir(), 'ciis-renderer-'));
  await writeFile(join(served, 'index.html'), '<p>hello');
  const found = await serveRendererFile(
    'app://ciis-connect/index.html',
    served,
    "script-src 'self'",
  );
  expect(found.status).toBe(200);
  expect(found.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(found.headers.get('content-security-policy')).toBe("script-src 'self'");
  expect(await found.text()).toBe('<p>hello');
  const missing = await serveRendererFile('app://ciis-connect/no.html', served, '');
  expect(missing.status).toBe(404);
  await rm(served, { recursive: true });
});
