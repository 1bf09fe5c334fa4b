import { formatSize } from '../../shared/domain/format-size.ts';

export { formatSize };

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
