import { posix, win32 } from 'node:path';

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** The way from the root ("/", "C:", "\\server\share") down to an absolute, normalised folder. */
export function crumbsOf(folder: string, platform: NodeJS.Platform): readonly Crumb[] {
  const paths = platform === 'win32' ? win32 : posix;
  const { root } = paths.parse(folder);
  const rootName = root !== '/' && root.endsWith(paths.sep) ? root.slice(0, -1) : root;
  const crumbs: Crumb[] = [{ name: rootName, path: root }];
  let path = root;
  for (const name of paths.relative(root, folder).split(paths.sep)) {
    if (name === '') continue;
    path = paths.join(path, name);
    crumbs.push({ name, path });
  }
  return crumbs;
}
