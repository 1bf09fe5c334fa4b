/** The day of an HL7 time, as YYYYMMDD; null if it is none or less exact than a day. */
export function rawDate(text: string): string | null {
  const found = /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/.exec(text);
  return found === null ? null : found[0];
}

/** YYYYMMDD in UTC: no place in the United States has a later day. */
export const today = (now: number): string =>
  new Date(now).toISOString().slice(0, 10).replaceAll('-', '');

/** YYYY-MM-DD of YYYYMMDD. */
export const readableDate = (date: string): string =>
  `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
