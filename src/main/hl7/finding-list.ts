import {
  findingCodes,
  findingLevels,
  type Finding,
  type FindingCode,
  type FindingFacts,
} from '../../shared/domain/inspection.ts';

const mostListed = 200;
const mostOfOneCode = 20;
/** So much is kept free that the first of every code finds room. */
const mostRepeats = mostListed - findingCodes.length;

/** Found in a place of its own each time, however alike. */
const oneByOne: ReadonlySet<FindingCode> = new Set([
  'junk-line',
  'broken-line',
  'control-character',
  'message-too-long',
]);

/** At most 200 findings: the same one (code and facts) is listed once and counted. */
export class FindingList {
  readonly #listed = new Map<string, { finding: Finding; count: number }>();
  readonly #ofCode = new Map<FindingCode, number>();
  #repeats = 0;
  #unlisted = 0;

  get unlisted(): number {
    return this.#unlisted;
  }

  add(code: FindingCode, line: number | null, facts: FindingFacts = {}, count = 1): void {
    const place = oneByOne.has(code) ? String(line) : '';
    const key = `${code} ${place} ${JSON.stringify(facts)}`;
    const same = this.#listed.get(key);
    if (same !== undefined) {
      same.count += count;
      return;
    }
    const ofCode = this.#ofCode.get(code) ?? 0;
    if (ofCode >= mostOfOneCode || (ofCode > 0 && this.#repeats >= mostRepeats)) {
      this.#unlisted += 1;
      return;
    }
    if (ofCode > 0) this.#repeats += 1;
    this.#ofCode.set(code, ofCode + 1);
    const finding = { level: findingLevels[code], code, line, count, facts };
    this.#listed.set(key, { finding, count });
  }

  /** The gravest first, each level in the order of the file. */
  all(): Finding[] {
    return [...this.#listed.values()]
      .map(({ finding, count }) => ({ ...finding, count }))
      .sort((one, other) => grades[one.level] - grades[other.level]);
  }
}

const grades = { stop: 0, ask: 1, warn: 2, inform: 3, fixed: 4 } as const;
