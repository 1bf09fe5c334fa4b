/** The drag type of paths of Local Drives, all of them in one list: nothing outside this window knows it. */
export const localPathType = 'application/x-ciis-local-paths';

export const dragOfPaths = (paths: readonly string[]): string => JSON.stringify(paths);

/** What another page may have put there under this type is no list of paths. */
export function pathsOfDrag(text: string): readonly string[] {
  try {
    const paths: unknown = JSON.parse(text);
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}
