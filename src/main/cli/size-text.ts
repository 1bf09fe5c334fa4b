const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** "1 byte", "812 bytes", "1.4 MB": steps of 1000, as disks and file managers count them. */
export function sizeText(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes;
  let step = 0;
  while (value >= 999.95 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const unit = units[step] ?? 'TB';
  return step === 0 ? `${bytes} ${unit}` : `${value.toFixed(1)} ${unit}`;
}
