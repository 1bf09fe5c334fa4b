const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** "0 bytes", "1 byte", "940 bytes", "340 KB", "1.4 MB": one decimal from a megabyte on, base 1024. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  let size = bytes / 1024;
  let unit = 0;
  // 1023.95 KB would read "1024 KB".
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit] ?? ''}`;
}
