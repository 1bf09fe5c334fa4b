import { AppError } from '../../shared/domain/error.ts';
import type { NotImportable } from '../../shared/domain/site-import.ts';
import { configLines, valuesOf, type ConfigLine } from './openssh-lines.ts';
import { fitsPattern, isPattern } from './openssh-pattern.ts';
import { mostSites, unreadable } from './read-sites.ts';

/** What is said about a host: the first value of each setting, by its keyword in lower case. */
export interface HostSettings {
  readonly first: ReadonlyMap<string, Given>;
  /** How many key files are named. */
  readonly keyFiles: number;
}

export interface Given {
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

export interface HostBlocks {
  /** Each name that stands for one host, once, in the order of the file. */
  readonly names: readonly string[];
  /** Throws `import-unreadable` where the patterns ask for too much. */
  settingsFor(name: string): HostSettings;
  readonly leftOut: readonly NotImportable[];
}

interface Block {
  readonly place: number;
  /** Null: what is before the first Host, for all of them. */
  readonly patterns: readonly string[] | null;
  readonly first: Map<string, Given>;
  keyFiles: number;
}

/** The settings that are of use here, and their one value; a command is taken as it stands. */
const oneValue: ReadonlySet<string> = new Set([
  'hostname',
  'port',
  'user',
  'identityfile',
  'proxyjump',
]);

/** Reads the Host blocks of an OpenSSH config. Throws `import-unreadable`. */
export function readHostBlocks(text: string): HostBlocks {
  const blocks: Block[] = [newBlock(0, null)];
  const leftOut: NotImportable[] = [];
  let entries = 0;
  for (const line of configLines(text)) {
    const last = blocks.at(-1);
    const begun = beginOf(line, blocks.length);
    if (begun !== null) blocks.push(begun);
    else if (last !== undefined) addSetting(last, line);
    const left = leftOutOf(line, begun);
    leftOut.push(...left);
    entries += left.length + (begun?.patterns?.length ?? 0);
    if (entries > mostSites) {
      throw unreadable(line.number, `there are more than ${String(mostSites)} entries.`);
    }
  }
  return { ...lookUp(blocks), leftOut };
}

function beginOf(line: ConfigLine, place: number): Block | null {
  if (line.keyword === 'match') {
    const isForAll = line.rest.trim().toLowerCase() === 'all';
    return newBlock(place, isForAll ? ['*'] : []);
  }
  if (line.keyword !== 'host') return null;
  const patterns = valuesOf(line);
  if (patterns.length === 0) throw unreadable(line.number, 'Host: the name is missing.');
  return newBlock(place, patterns);
}

const newBlock = (place: number, patterns: readonly string[] | null): Block => ({
  place,
  patterns,
  first: new Map(),
  keyFiles: 0,
});

function addSetting(block: Block, line: ConfigLine): void {
  const value = valueOf(line);
  if (value === null) return;
  if (line.keyword === 'identityfile') block.keyFiles += 1;
  if (!block.first.has(line.keyword)) block.first.set(line.keyword, { value, line: line.number });
}

function valueOf(line: ConfigLine): string | null {
  if (line.keyword === 'proxycommand') return line.rest;
  if (!oneValue.has(line.keyword)) return null;
  const [value] = valuesOf(line);
  if (value === undefined) throw unreadable(line.number, `${line.keyword}: the value is missing.`);
  return value;
}

function leftOutOf(line: ConfigLine, begun: Block | null): readonly NotImportable[] {
  const where = `line ${String(line.number)}`;
  switch (line.keyword) {
    case 'include':
      return [
        { name: `Include, ${where}`, reason: 'It names other files. Import them one by one.' },
      ];
    case 'match':
      if (begun?.patterns?.length !== 0) return [];
      return [{ name: `Match, ${where}`, reason: 'Settings under a condition are not read.' }];
    case 'host':
      return (begun?.patterns ?? [])
        .filter((each) => isPattern(each) && !each.startsWith('!') && each !== '*')
        .map((name) => ({
          name,
          reason: 'It stands for several hosts. Its settings come with those that fit it.',
        }));
    default:
      return [];
  }
}

/** Comparisons of single characters; a person's file needs some thousands. */
const mostSteps = 50_000_000;

function lookUp(blocks: readonly Block[]): Pick<HostBlocks, 'names' | 'settingsFor'> {
  // Most blocks are for the names that they hold and no others: those are not searched.
  const byName = new Map<string, Set<Block>>();
  const wide = new Set<Block>();
  for (const block of blocks) {
    const patterns = block.patterns ?? [];
    if (block.patterns === null || patterns.some((each) => isPattern(each) || isNot(each))) {
      wide.add(block);
    }
    for (const name of patterns.filter((each) => !isPattern(each) && !isNot(each))) {
      const holding = byName.get(name) ?? new Set();
      byName.set(name, holding.add(block));
    }
  }
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps > mostSteps) {
      throw new AppError('import-unreadable', 'Host: there are too many patterns.');
    }
  };
  return {
    names: [...byName.keys()],
    settingsFor(name) {
      const fitting = [...wide].filter((block) => isFor(block, name, step));
      const own = [...(byName.get(name) ?? [])].filter((block) => !wide.has(block));
      return merged([...fitting, ...own].sort((one, other) => one.place - other.place));
    },
  };
}

const isNot = (pattern: string): boolean => pattern.startsWith('!');

function isFor({ patterns }: Block, name: string, step: () => void): boolean {
  if (patterns === null) return true;
  const fits = (pattern: string): boolean => fitsPattern(name, pattern, step);
  return (
    patterns.some((each) => !isNot(each) && fits(each)) &&
    !patterns.some((each) => isNot(each) && fits(each.slice(1)))
  );
}

function merged(blocks: readonly Block[]): HostSettings {
  const first = new Map<string, Given>();
  let keyFiles = 0;
  for (const block of blocks) {
    keyFiles += block.keyFiles;
    for (const [keyword, given] of block.first) {
      if (!first.has(keyword)) first.set(keyword, given);
    }
  }
  return { first, keyFiles };
}
