import type { Report } from './batch-check.ts';
import { namedField } from './field-name.ts';
import type { FileTally } from './file-tally.ts';
import { checkHeader, Header } from './header-check.ts';
import type { InspectionContext } from './inspection-context.ts';
import { rawDate, today } from './raw-date.ts';
import { eachLine, startsAsSegment } from './raw-lines.ts';
import type { Separators } from './separators.ts';
import { checkText } from './text-check.ts';

/** PID-3, 5, 7 and 8: who it is. */
const requiredOfPatient = [3, 5, 7, 8] as const;

/** Nothing behind PID-8 and RXA-5 is looked at. */
const mostFields = 9;

/** Looks at one message after the other; what it finds is reported, what it counts tallied. */
export class MessageCheck {
  readonly #context: InspectionContext;
  readonly #tally: FileTally;
  readonly #report: Report;
  readonly #today: string;

  constructor(context: InspectionContext, tally: FileTally, report: Report) {
    this.#context = context;
    this.#tally = tally;
    this.#report = report;
    this.#today = today(context.now);
  }

  /** The bytes of a message that begins with MSH, in that line of the file. */
  check(bytes: Buffer, line: number): void {
    // One character for each byte: separators are ASCII, and nothing is decoded that is not shown.
    const raw = bytes.toString('latin1');
    const header = headerOf(raw);
    const { separators } = header;
    checkHeader(header, line, this.#context, this.#tally, this.#report);
    checkText(
      bytes,
      raw,
      line,
      { field: separators.field, charset: header.component(18) },
      this.#report,
    );
    const isUpdate = header.component(9) === 'VXU';
    let patients = 0;
    let vaccinations = 0;
    let blanks = 0;
    eachLine(raw, line, (start, end, at) => {
      if (!startsAsSegment(raw, start, end, separators)) {
        if (end === start) blanks += 1;
        else this.#report('broken-line', at);
      } else if (patients === 0 && raw.startsWith('PID', start)) {
        patients += 1;
        this.#checkPatient(
          at,
          raw.slice(start, end).split(separators.field, mostFields),
          separators,
          isUpdate,
        );
      } else if (raw.startsWith('RXA', start)) {
        vaccinations += 1;
        this.#checkVaccination(
          at,
          raw.slice(start, end).split(separators.field, mostFields),
          separators,
        );
      }
    });
    if (blanks > 0) this.#report('blank-lines', null, {}, blanks);
    if (!isUpdate) return;
    if (patients === 0) this.#report('segment-missing', line, { segment: 'PID' });
    if (vaccinations === 0) this.#report('segment-missing', line, { segment: 'RXA' });
  }

  /** `fields`: by their numbers; the first is the segment's name. */
  #checkPatient(
    line: number,
    fields: readonly string[],
    separators: Separators,
    isUpdate: boolean,
  ): void {
    const identifiers = fields[3] ?? '';
    if (!isEmpty(identifiers, separators)) this.#tally.patient(identifiers);
    if (isUpdate)
      for (const number of requiredOfPatient)
        if (isEmpty(fields[number] ?? '', separators))
          this.#report('field-empty', line, namedField('PID', number));
    const birth = rawDate(fields[7] ?? '');
    if (birth !== null && birth > this.#today)
      this.#report('date-in-future', line, namedField('PID', 7));
  }

  #checkVaccination(line: number, fields: readonly string[], separators: Separators): void {
    const date = rawDate(fields[3] ?? '');
    if (date !== null) this.#tally.vaccination(date);
    if (date !== null && date > this.#today)
      this.#report('date-in-future', line, namedField('RXA', 3));
    if (isEmpty(fields[5] ?? '', separators))
      this.#report('field-empty', line, namedField('RXA', 5));
  }
}

function headerOf(raw: string): Header {
  const end = raw.search(/[\r\n]/);
  return new Header(end < 0 ? raw : raw.slice(0, end));
}

/** Nothing but separators, spaces and HL7's `""`. */
function isEmpty(field: string, { component, repetition, subcomponent }: Separators): boolean {
  const nothing = [component, repetition, subcomponent, ' ', '"'];
  for (const character of field) if (!nothing.includes(character)) return false;
  return true;
}
