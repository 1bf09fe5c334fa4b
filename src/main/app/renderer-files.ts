import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** The window's own address; nothing else on this computer or the network has this scheme. */
export const windowScheme = 'app';
export const windowOrigin = `${windowScheme}://ciis-connect`;

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/** The file of the built renderer that an address means; null for an address that is not the window's own. */
export function rendererFile(address: string, folder: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, pathname } = new URL(address);
  if (`${protocol}//${host}` !== windowOrigin) return null;
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    // "%" that encodes nothing: no file of ours has such a name.
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const file = join(folder, name);
  return file.startsWith(folder + sep) && contentTypes.has(extname(file)) ? file : null;
}

/** Serves the built renderer and nothing else, each answer with the content security policy. */
export async function serveRendererFile(
  address: string,
  folder: string,
  policy: string,
): Promise<Response> {
  const file = rendererFile(address, folder);
  const content = file === null ? null : await readFile(file).catch(() => null); // Missing: 404.
  if (file === null || content === null) return new Response('Not found', { status: 404 });
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': contentTypes.get(extname(file)) ?? 'application/octet-stream',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
    },
  });
}
