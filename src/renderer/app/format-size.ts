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

/** "410 KB/s"; `speed` is in bytes a second. */
export const formatSpeed = (speed: number): string => `${formatSize(Math.round(speed))}/s`;

/** "3 s left", "4 min left", "1 h 20 min left". */
export function formatTimeLeft(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} s left`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`} left`;
}
