import { unreadable } from './read-sites.ts';

export interface IniValue {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

export interface IniSection {
  readonly name: string;
  readonly line: number;
  /** By name in small letters; of several with one name the first counts, as in Windows. */
  readonly values: ReadonlyMap<string, IniValue>;
}

export interface Ini {
  /** In the order of the file; of one name there is one. */
  readonly sections: readonly IniSection[];
  /** Lines that are no section, no value and no remark. */
  readonly oddLines: readonly number[];
}

export const iniLimits = { sections: 50_000, values: 1_000_000 } as const;

/** Reads `[section]` and `name=value`. Throws `import-unreadable` where the text is no INI file or has too much in it. */
export function readIni(text: string): Ini {
  const sections = new Map<string, { name: string; line: number; values: Map<string, IniValue> }>();
  const oddLines: number[] = [];
  let values: Map<string, IniValue> | undefined;
  let count = 0;
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|[\r\n]/)
    .entries()) {
    const number = index + 1;
    const line = raw.trim();
    if (line.includes('\0')) throw unreadable(number, 'it is not text');
    if (line === '' || line.startsWith(';')) continue;
    const heading = headingOf(line);
    if (heading !== null) {
      const key = heading.toLowerCase();
      const section = sections.get(key) ?? { name: heading, line: number, values: new Map() };
      sections.set(key, section);
      if (sections.size > iniLimits.sections) throw unreadable(number, 'too many sections');
      values = section.values;
      continue;
    }
    const value = valueOf(raw, number);
    if (value === null || values === undefined) {
      oddLines.push(number);
      continue;
    }
    const key = value.name.toLowerCase();
    if (!values.has(key)) values.set(key, value);
    if ((count += 1) > iniLimits.values) throw unreadable(number, 'too many values');
  }
  if (sections.size === 0 && oddLines[0] !== undefined) {
    throw unreadable(oddLines[0], 'a section in square brackets was expected');
  }
  return { sections: [...sections.values()], oddLines };
}

const headingOf = (line: string): string | null =>
  line.startsWith('[') && line.endsWith(']') ? line.slice(1, -1) : null;

function valueOf(raw: string, line: number): IniValue | null {
  const equals = raw.indexOf('=');
  const name = raw.slice(0, Math.max(equals, 0)).trim();
  return name === '' ? null : { name, text: raw.slice(equals + 1).trim(), line };
}
