import { createHash } from 'node:crypto';
import { escaped } from '../../shared/domain/escaped.ts';
import { receiptContent, type ReceiptFact } from '../../shared/domain/receipt-content.ts';
import type { Receipt } from '../../shared/domain/receipt.ts';

/**
 * A receipt as one page for the printer, A4 or Letter: black on white, no script, nothing from elsewhere,
 * and nothing in it is markup of somebody else's.
 */
export function receiptHtml(receipt: Receipt): string {
  const { title, tone, sentence, nextStep, facts, more, sha256, reply, detail } = receiptContent(
    receipt,
    'paper',
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'">
<title>${escaped(`Receipt: ${receipt.name}`)}</title>
<style>${style}</style>
</head>
<body>
<header><span class="mark" aria-hidden="true">${mark}</span><span>CIIS Connect</span></header>
<h1>Receipt</h1>
<section class="verdict ${tone}">
<h2>${escaped(title)}</h2>
<p>${escaped(sentence)}</p>
${nextStep === '' ? '' : `<p>${escaped(nextStep)}</p>`}
</section>
<dl>
${[...facts, ...proof(sha256, reply, detail), ...more].map(factRow).join('\n')}
</dl>
<footer>${promise[receipt.kind]}</footer>
</body>
</html>
`;
}

const promise = {
  file: 'This receipt says when, where and how a file went, and what the server said. It holds nothing of what is in the file.',
  message:
    'This receipt says when and where a message was sent, and the codes of its answer. It holds nothing else of what is in them.',
} as const;

const proof = (
  sha256: readonly string[],
  reply: string,
  detail: string,
): readonly ReceiptFact[] => [
  ...(sha256.length === 0
    ? []
    : [
        {
          name: 'SHA-256',
          value: [sha256.slice(0, 4), sha256.slice(4)].map((half) => half.join(' ')).join('\n'),
          mono: true,
        } as const,
      ]),
  ...(reply === '' ? [] : [{ name: "Server's reply", value: reply, mono: true } as const]),
  ...(detail === '' ? [] : [{ name: 'Details', value: detail, mono: true } as const]),
];

const factRow = ({ name, value, second, mono }: ReceiptFact): string =>
  `<div><dt>${escaped(name)}</dt><dd${mono === true ? ' class="mono"' : ''}>${escaped(value)}${
    second === undefined ? '' : `<span>${escaped(second)}</span>`
  }</dd></div>`;

/** The drop with its arrow, in one ink. */
const mark =
  '<svg viewBox="0 0 32 32" width="20" height="20"><rect width="32" height="32" rx="8" fill="#101f21"/><path fill="#fff" d="M16 27.6a8.6 8.6 0 0 0 8.6-8.6c0-2.5-1.2-4.8-3.7-6.8-2.4-2-4.2-4.8-4.9-7.8-.7 3-2.5 5.8-4.9 7.8-2.5 2-3.7 4.3-3.7 6.8a8.6 8.6 0 0 0 8.6 8.6Z"/></svg>';

const style = `
:root { color-scheme: light; }
@page { margin: 18mm 16mm; }
* { box-sizing: border-box; print-color-adjust: exact; }
body { margin: 0; background: #fff; color: #101f21; font: 11pt/16pt "Segoe UI Variable Text", "Segoe UI", system-ui, sans-serif; }
header { display: flex; gap: 6pt; align-items: center; color: #2a393c; font-size: 10pt; font-weight: 600; }
.mark { display: flex; }
h1 { margin: 14pt 0 10pt; font-size: 20pt; line-height: 26pt; font-weight: 600; }
h2 { margin: 0 0 2pt; font-size: 13pt; line-height: 18pt; font-weight: 600; }
p { margin: 0; overflow-wrap: anywhere; }
p + p { margin-top: 4pt; }
.verdict { margin: 0 0 14pt; padding: 10pt 12pt; border: 1pt solid #101f21; border-left-width: 5pt; border-radius: 4pt; break-inside: avoid; }
.neutral { border-style: dashed; border-left-style: solid; }
dl { margin: 0; font-variant-numeric: tabular-nums; }
dl div { display: grid; grid-template-columns: 100pt minmax(0, 1fr); padding: 5pt 0; border-top: .5pt solid #b3c1c3; break-inside: avoid; }
dt { color: #405054; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
dd span { display: block; color: #405054; }
.mono { font: 10pt/16pt "Cascadia Mono", Consolas, ui-monospace, monospace; }
footer { margin-top: 16pt; padding-top: 6pt; border-top: .5pt solid #101f21; color: #405054; font-size: 9pt; line-height: 12pt; }
`;

/** The page's own style is the only one that counts. */
const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
