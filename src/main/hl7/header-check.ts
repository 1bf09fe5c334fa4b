import type { FindingFacts } from '../../shared/domain/inspection.ts';
import type { Report } from './batch-check.ts';
import { charsetOf, decodeRaw } from './charset.ts';
import type { FileTally } from './file-tally.ts';
import type { InspectionContext } from './inspection-context.ts';
import { separatorsOf, type Separators } from './separators.ts';

/** MSH has 23, and nothing behind them is looked at. */
const mostFields = 24;

/** In bytes. HL7 2.5.1 allows 20 characters, later versions 199. */
const longestControlId = 2000;

/** A message's MSH, one character for each byte. */
export class Header {
  readonly separators: Separators;
  readonly #fields: readonly string[];

  constructor(raw: string) {
    this.separators = separatorsOf(raw);
    this.#fields = raw.split(this.separators.field, mostFields);
  }

  field(number: number): string {
    return this.#fields[number - 1] ?? '';
  }

  /** A component of its first repetition. */
  component(number: number, component = 1): string {
    const { repetition, component: separator } = this.separators;
    const first = before(this.field(number), repetition);
    if (component === 1) return before(first, separator).trim();
    return separator === null ? '' : (first.split(separator)[component - 1] ?? '').trim();
  }

  /** As it can be shown. */
  shown(number: number): string {
    return decodeRaw(this.component(number), charsetOf(this.component(18)) ?? 'utf-8').slice(0, 60);
  }

  /** MSH-11. A small letter is meant as a capital. */
  get processingId(): string {
    return this.component(11).toUpperCase();
  }

  /** MSH-10: the whole field, as acknowledgements repeat it. Wherever control IDs are compared it is this. */
  get controlId(): string {
    const charset = charsetOf(this.component(18)) ?? 'utf-8';
    return decodeRaw(this.field(10).slice(0, longestControlId), charset).trim();
  }

  /** `VXU^V04` */
  get type(): string {
    const [code, event] = [this.component(9, 1), this.component(9, 2)];
    return event === '' ? code : `${code}^${event}`;
  }
}

function before(text: string, separator: string | null): string {
  const at = separator === null ? -1 : text.indexOf(separator);
  return at < 0 ? text : text.slice(0, at);
}

/** What a message's MSH says about where it may go, and what it is. */
export function checkHeader(
  header: Header,
  line: number,
  context: InspectionContext,
  tally: FileTally,
  report: Report,
): void {
  tally.message(header.type, header.processingId);
  checkSeparators(header, line, report);
  checkType(header, line, report);
  if (header.component(12) !== '2.5.1') report('version', line, { value: header.shown(12) });
  checkProcessingId(header, line, context, report);
  checkParties(header, line, context, report);
  checkControlId(header, line, context, tally, report);
}

const expectedSeparators = '|^~\\&';

function checkSeparators(header: Header, line: number, report: Report): void {
  const value = header.separators.field + header.field(2);
  if (value !== expectedSeparators)
    report('separators', line, { value: value.slice(0, 10), expected: expectedSeparators });
}

function checkType(header: Header, line: number, report: Report): void {
  const code = header.component(9);
  const value = /^[A-Z0-9_^]{1,21}$/.test(header.type) ? header.type : '';
  if (code === 'ACK' || code === 'RSP') report('answer', line, { value });
  else if (code !== 'VXU' && code !== 'QBP') report('other-type', line, { value });
}

function checkProcessingId(
  header: Header,
  line: number,
  { purpose }: InspectionContext,
  report: Report,
): void {
  const value = header.processingId;
  if (value !== 'P' && value !== 'T' && value !== 'D')
    report(purpose === 'gateway-production' ? 'not-marked-production' : 'processing-id', line, {
      value: header.shown(11),
    });
  else if (value === 'P' && purpose === 'gateway-test')
    report('production-to-test', line, { value });
  else if (value !== 'P' && purpose === 'gateway-production')
    report('test-to-production', line, { value });
}

const expectedReceiver = 'CIIS / CDPHE';

function checkParties(
  header: Header,
  line: number,
  { facilityId }: InspectionContext,
  report: Report,
): void {
  const receiver = `${header.shown(5)} / ${header.shown(6)}`;
  if (receiver.toUpperCase() !== expectedReceiver)
    report('receiver', line, {
      value: receiver === ' / ' ? '' : receiver,
      expected: expectedReceiver,
    });
  const expected = facilityId?.trim() ?? '';
  if (expected === '') return;
  const facilities = [header.shown(4), header.shown(22)];
  if (!facilities.includes(expected))
    report('facility', line, {
      value: facilities.find((facility) => facility !== '') ?? '',
      expected,
    });
}

function checkControlId(
  header: Header,
  line: number,
  { alreadySent }: InspectionContext,
  tally: FileTally,
  report: Report,
): void {
  const { controlId } = header;
  if (controlId === '') {
    report('control-id-missing', line);
    return;
  }
  const facts: FindingFacts = { controlId: controlId.slice(0, 100) };
  if (tally.controlId(controlId)) report('control-id-repeated', line, facts);
  const outcome = alreadySent?.(controlId) ?? null;
  if (outcome === null) return;
  report(outcome === 'unknown' ? 'control-id-doubtful' : 'control-id-sent', line, {
    ...facts,
    outcome,
  });
}
