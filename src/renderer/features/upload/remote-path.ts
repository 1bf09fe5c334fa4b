/** A name inside a folder of the server. */
export const remoteJoin = (folder: string, name: string): string =>
  folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;

/** The folder above; null at the top. */
export function remoteParent(path: string): string | null {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  if (trimmed === '/' || trimmed === '') return null;
  const slash = trimmed.lastIndexOf('/');
  return slash <= 0 ? '/' : trimmed.slice(0, slash);
}

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** From the account's own folder ("Your folder") down; from the server's top for a folder outside it. */
export function remoteCrumbs(home: string, path: string): readonly Crumb[] {
  const own = withoutEndSlash(home);
  const here = withoutEndSlash(path);
  const inside = here === own || here.startsWith(own === '/' ? '/' : `${own}/`);
  const crumbs: Crumb[] = [
    inside ? { name: 'Your folder', path: own } : { name: 'Server', path: '/' },
  ];
  let at = inside ? own : '/';
  const rest = inside ? here.slice(own === '/' ? 1 : own.length + 1) : here.slice(1);
  for (const name of rest.split('/').filter((part) => part !== '')) {
    at = remoteJoin(at, name);
    crumbs.push({ name, path: at });
  }
  return crumbs;
}

const withoutEndSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
