import type { ReportContent, ReportRow, ReportSite, ReportStep } from './check-report-content.ts';
import { escaped } from './escaped.ts';

/** The report as one page of HTML: no script, nothing from elsewhere, and nothing in it is markup of somebody else's. */
export function reportPage({ title, about, summary, promise, sites }: ReportContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${list(about)}
<p class="summary ${summary.tone}"><strong>${escaped(summary.title)}</strong> ${escaped(summary.text)}</p>
<p class="muted">${escaped(promise)}</p>
${sites.map(siteSection).join('\n')}
</body>
</html>
`;
}

function siteSection({
  label,
  verdict,
  tone,
  about,
  steps,
  notChecked,
  notes,
}: ReportSite): string {
  const table =
    steps.length === 0
      ? ''
      : `<table>
<thead><tr><th scope="col" class="mark">Result</th><th scope="col" class="name">Step</th><th scope="col">What was found</th><th scope="col" class="time">Time</th></tr></thead>
<tbody>
${steps.map(stepRows).join('\n')}
</tbody>
</table>`;
  const missing =
    notChecked.length === 0
      ? ''
      : `<p class="muted">Not checked: ${escaped(notChecked.join(', '))}</p>`;
  return `<section>
<h2>${escaped(label)} <span class="chip ${tone}">${escaped(verdict)}</span></h2>
${list(about)}
${table}
${missing}
${notes.map((note) => `<p>${escaped(note)}</p>`).join('\n')}
</section>`;
}

function stepRows({ outcome, mark, name, finding, time, advice, facts }: ReportStep): string {
  const more = [
    ...(advice.length === 0
      ? []
      : [
          `<div class="advice ${outcome}">${advice.map((line) => `<p>${escaped(line)}</p>`).join('')}</div>`,
        ]),
    list(facts),
  ].join('');
  const below = more === '' ? '' : `\n<tr class="more"><td></td><td colspan="3">${more}</td></tr>`;
  return `<tr class="step"><td class="mark ${outcome}">${escaped(mark)}</td><th scope="row">${escaped(name)}</th><td>${escaped(finding)}</td><td class="time">${escaped(time)}</td></tr>${below}`;
}

function list(rows: readonly ReportRow[]): string {
  if (rows.length === 0) return '';
  const items = rows.map(
    ({ name, value }) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`,
  );
  return `<dl>${items.join('')}</dl>`;
}

const style = `
:root { color-scheme: light; }
body { max-width: 820px; margin: 32px auto; padding: 0 24px; background: #fff; color: #2a393c; font: 14px/20px "Segoe UI", system-ui, sans-serif; }
h1 { margin: 0 0 16px; font-size: 20px; line-height: 28px; color: #101f21; }
h2 { margin: 0 0 8px; font-size: 16px; line-height: 24px; color: #101f21; overflow-wrap: anywhere; }
section { margin-top: 24px; padding-top: 16px; border-top: 1px solid #b3c1c3; }
p { margin: 8px 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 144px 1fr; gap: 2px 16px; margin: 8px 0; }
dt { color: #526265; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
table { width: 100%; table-layout: fixed; margin: 12px 0; border-collapse: collapse; }
td, th { padding: 6px 8px; text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: #526265; font-size: 12px; font-weight: 600; border-bottom: 1px solid #b3c1c3; }
.step th { color: #101f21; font-weight: 600; }
.step td, .step th { border-top: 1px solid #e2e9e9; }
.more td { padding-top: 0; }
.more dl { font-size: 12px; line-height: 16px; }
.more dd { font-family: "Cascadia Mono", Consolas, ui-monospace, monospace; }
.name { width: 144px; }
.time { width: 64px; white-space: nowrap; text-align: right; }
.mark { width: 72px; }
td.mark { font-weight: 600; }
thead .time { text-align: right; }
.muted { color: #526265; }
.ok { color: #17663a; }
.warn { color: #7d4c00; }
.failed, .bad { color: #b0271f; }
.chip { margin-left: 8px; padding: 2px 8px; border-radius: 6px; font-size: 12px; font-weight: 600; }
.summary { padding: 12px 16px; border-radius: 10px; background: #e1eefb; color: #101f21; }
.chip.good, .summary.good { background: #dbf0e3; }
.chip.good { color: #17663a; }
.chip.warn, .summary.warn, .advice.warn { background: #fdf1d6; }
.chip.bad, .summary.bad, .advice.failed { background: #fce4e1; }
.summary.warn, .summary.bad, .advice { color: #101f21; }
.advice { margin: 4px 0; padding: 4px 12px; border-radius: 6px; }
.advice p { margin: 4px 0; }
@media print {
  body { margin: 0; max-width: none; padding: 0; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  * { print-color-adjust: exact; }
}
`;
