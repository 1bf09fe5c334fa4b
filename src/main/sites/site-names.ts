/** Whether a person would take two labels for one. */
export const sameName = (one: string, other: string): boolean => key(one) === key(other);

const key = (name: string): string => name.trim().normalize('NFC').toLowerCase();

const maxLength = 80;

/** "CIIS SFTP (copy)", or "(copy 2)" and so on: the first that is not taken and not too long for a label. */
export function copyLabel(label: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(key));
  for (let copy = 1; ; copy += 1) {
    const ending = copy === 1 ? ' (copy)' : ` (copy ${copy})`;
    const candidate = label.slice(0, maxLength - ending.length).trimEnd() + ending;
    if (!keys.has(key(candidate))) return candidate;
  }
}
