/** Why a name can't be given to a file or folder of the server, in words; undefined when it can. */
export function nameProblem(name: string, taken: ReadonlySet<string>): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'Enter a name';
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[/\\\u0000-\u001f]/.test(trimmed)) return 'A name has no slashes';
  if (trimmed === '.' || trimmed === '..') return 'Enter another name';
  if (trimmed.length > 255) return 'This name is too long';
  if (taken.has(trimmed)) return 'This name is there already';
  return undefined;
}
