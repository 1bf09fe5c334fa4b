/** A line of a table for spreadsheets (RFC 4180), with its line end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** What a file begins with so that Excel reads it as UTF-8. */
export const csvMark = '\ufeff';

function cell(text: string): string {
  // A spreadsheet would take it for a formula and run it.
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
