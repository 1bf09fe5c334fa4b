const months = 'janfebmaraprmayjunjulaugsepoctnovdec';
const day = 24 * 3_600_000;

/**
 * The time of a LIST line: "Nov 23 08:32", "Nov 23 2024", "2024-11-23 08:32" or "11-23-24 08:32AM", as
 * milliseconds since 1970. It names no zone (taken for UTC) and often no year (taken for the last one
 * that is not in the future of `now`), so it is for people, never for comparing.
 */
export function parseListTime(text: string, now: number): number | null {
  const time = unixTime(text, now) ?? isoTime(text) ?? dosTime(text);
  return time === undefined || Number.isNaN(time) ? null : time;
}

function unixTime(text: string, now: number): number | undefined {
  const [, name = '', date, year, hour, minute] =
    /^([a-z]{3}) +(\d{1,2}) +(?:(\d{4})|(\d{1,2}):(\d\d))$/i.exec(text.trim()) ?? [];
  const month = months.indexOf(name.toLowerCase()) / 3;
  if (name === '' || !Number.isInteger(month) || month < 0) return undefined;
  if (year !== undefined) return Date.UTC(Number(year), month, Number(date));
  const inYear = (of: number): number =>
    Date.UTC(of, month, Number(date), Number(hour), Number(minute));
  const thisYear = new Date(now).getUTCFullYear();
  return inYear(thisYear) <= now + day ? inYear(thisYear) : inYear(thisYear - 1);
}

function isoTime(text: string): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)/.exec(text.trim());
  if (!parts) return undefined;
  const [year = 0, month = 1, date, hour, minute] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, date, hour, minute);
}

function dosTime(text: string): number | undefined {
  const parts = /^(\d\d)-(\d\d)-(\d{2,4}) +(\d\d):(\d\d)(AM|PM)?/i.exec(text.trim());
  if (!parts) return undefined;
  const [month = 1, date, year = 0, hour = 0, minute] = parts.slice(1, 6).map(Number);
  const isPm = parts[6]?.toUpperCase() === 'PM';
  const hour24 = parts[6] === undefined ? hour : (hour % 12) + (isPm ? 12 : 0);
  return Date.UTC(year < 100 ? 2000 + year : year, month - 1, date, hour24, minute);
}
