/** Whether a person would take two labels for one. */
export const sameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other);

/** The same for labels that a person would take for one. */
export const nameKey = (name: string): string => name.trim().normalize('NFC').toLowerCase();

const maxLength = 80;

/** "CIIS SFTP (copy)", or "(copy 2)" and so on: the first that is not taken and not too long for a label. */
export function copyLabel(label: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(nameKey));
  return firstFree(label, keys, 1).label;
}

/** The labels in their order, and in place of one that is taken or came before, a copy's. */
export function freeLabels(labels: readonly string[], taken: readonly string[]): readonly string[] {
  const keys = new Set(taken.map(nameKey));
  // Thousands of one label are numbered without counting from 1 again for each.
  const nextCopy = new Map<string, number>();
  return labels.map((wanted) => {
    const key = nameKey(wanted);
    const free = keys.has(key)
      ? firstFree(wanted, keys, nextCopy.get(key) ?? 1)
      : { label: wanted, copy: 0 };
    nextCopy.set(key, free.copy + 1);
    keys.add(nameKey(free.label));
    return free.label;
  });
}

function firstFree(
  label: string,
  taken: ReadonlySet<string>,
  from: number,
): { readonly label: string; readonly copy: number } {
  for (let copy = from; ; copy += 1) {
    const ending = copy === 1 ? ' (copy)' : ` (copy ${copy})`;
    const candidate = label.slice(0, maxLength - ending.length).trimEnd() + ending;
    if (!taken.has(nameKey(candidate))) return { label: candidate, copy };
  }
}
