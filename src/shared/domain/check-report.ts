import {
  reportContent,
  type ReportInput,
  type ReportRow,
  type ReportSite,
  type ReportStep,
} from './check-report-content.ts';
import { reportPage } from './check-report-page.ts';
import { wrapText } from './wrap-text.ts';

export type { ReportInput };

/** What a mail shows without breaking it again. */
const columns = 96;

/** The checks as plain text, ready to mail. */
export function reportText(input: ReportInput): string {
  const { title, about, summary, promise, sites } = reportContent(input);
  return [
    title,
    '='.repeat(title.length),
    ...rowLines(about, 0),
    '',
    ...wrapText(summary.title, columns),
    ...(summary.text === '' ? [] : wrapText(summary.text, columns)),
    '',
    promise,
    ...sites.flatMap((site) => ['', '', ...siteLines(site)]),
    '',
  ].join('\n');
}

/** The same as one page for a browser, which loads nothing from anywhere. */
export const reportHtml = (input: ReportInput): string => reportPage(reportContent(input));

function siteLines({
  label,
  verdict,
  about,
  steps,
  notChecked,
  notes,
}: ReportSite): readonly string[] {
  const heading = wrapText(`${label}: ${verdict}`, columns);
  return [
    ...heading,
    '-'.repeat(heading[0]?.length ?? 0),
    ...rowLines(about, 0),
    ...(steps.length === 0 ? [] : ['']),
    ...steps.flatMap(stepLines),
    ...(notChecked.length === 0 ? [] : indented(`Not checked: ${notChecked.join(', ')}`, 0)),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((note) => indented(note, 0)),
  ];
}

/** Where a step's name begins, and where its finding does. */
const nameAt = 9;
const findingAt = nameAt + 18;

function stepLines({ mark, name, finding, time, advice, facts }: ReportStep): readonly string[] {
  const found = time === '' ? finding : `${finding} (${time})`;
  const [first = '', ...more] = wrapText(found.trim(), columns - findingAt);
  return [
    `${mark.padEnd(nameAt)}${name.padEnd(findingAt - nameAt)}${first}`.trimEnd(),
    ...more.map((line) => ' '.repeat(findingAt) + line),
    ...advice.flatMap((line) => indented(line, nameAt)),
    ...rowLines(facts, nameAt),
  ];
}

const indented = (text: string, by: number): readonly string[] =>
  wrapText(text, columns - by).map((line) => ' '.repeat(by) + line);

/** Names to the left of what they are. */
function rowLines(rows: readonly ReportRow[], by: number): readonly string[] {
  const width = Math.min(22, 2 + Math.max(0, ...rows.map(({ name }) => name.length)));
  return rows.flatMap(({ name, value }) => {
    const [first = '', ...more] = wrapText(value, columns - by - width);
    const names = name.length > width - 2 ? [...indented(name, by)] : [];
    const head = names.length > 0 ? '' : name;
    return [
      ...names,
      `${' '.repeat(by)}${head.padEnd(width)}${first}`.trimEnd(),
      ...more.map((line) => ' '.repeat(by + width) + line),
    ];
  });
}
