/** Undoes PuTTY's and WinSCP's percent escapes: of UTF-8, before which WinSCP puts a BOM, else of Windows-1252. */
export function withoutPuttyEscapes(text: string): string {
  const plain = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    decoded(Buffer.from(run.replaceAll('%', ''), 'hex')),
  );
  return plain.replaceAll('\ufeff', '');
}

function decoded(bytes: Buffer): string {
  const text = bytes.toString();
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : text;
}
