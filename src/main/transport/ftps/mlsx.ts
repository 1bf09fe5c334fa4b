import type { EntryKind, RemoteEntry } from '../../../shared/domain/remote-entry.ts';

/** One line of MLSD or MLST (RFC 3659): "type=file;size=12;modify=20240131120000; name". */
export function parseMlsx(line: string): RemoteEntry | undefined {
  const space = line.indexOf(' ');
  const name = line.slice(space + 1);
  if (space < 1 || name === '') return undefined;
  const facts = new Map(
    line
      .slice(0, space)
      .split(';')
      .map((fact) => [fact.split('=')[0]?.toLowerCase() ?? '', fact.slice(fact.indexOf('=') + 1)]),
  );
  const type = facts.get('type')?.toLowerCase() ?? '';
  if (type === 'cdir' || type === 'pdir') return undefined;
  const size = Number(facts.get('size') ?? 0);
  return {
    name,
    kind: kindOf(type),
    size: Number.isSafeInteger(size) && size > 0 ? size : 0,
    modifiedAt: parseTime(facts.get('modify')),
  };
}

function kindOf(type: string): EntryKind {
  if (type === 'file') return 'file';
  if (type === 'dir') return 'folder';
  return /^os\.unix=s(ym)?link/.test(type) ? 'link' : 'other';
}

/** "20240131120000" or with ".123", in UTC, as milliseconds since 1970. */
function parseTime(fact = ''): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,3})?/.exec(fact);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  if (year === undefined || month === undefined) return null;
  const fraction = Math.round(Number(parts[7] ?? 0) * 1000);
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction);
}

/** The time form of MFMT and MLSx for milliseconds since 1970. */
export function mlsxTime(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/[-:T]/g, '');
}
