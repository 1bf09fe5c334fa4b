import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { importFormatNames, type ImportFormat } from '../../shared/domain/site-import.ts';
import { openLocalFile } from '../messages/local-file.ts';
import { decodeText } from '../transport/http/decode-text.ts';
import { readCuteFtpScript } from './cuteftp-script.ts';
import { detectFormat, isCuteFtpSiteManager } from './detect-format.ts';
import { readFileZilla } from './filezilla.ts';
import { readKnownHosts } from './known-hosts.ts';
import { readOpenSshConfig } from './openssh-config.ts';
import { readOwnExport } from './own-export.ts';
import { mostBytes, type FoundInFile, type ReadSites } from './read-sites.ts';
import { readWinScp } from './winscp.ts';

const readers: Readonly<Record<ImportFormat, ReadSites>> = {
  filezilla: readFileZilla,
  winscp: readWinScp,
  'cuteftp-script': readCuteFtpScript,
  'openssh-config': readOpenSshConfig,
  'known-hosts': readKnownHosts,
  'ciis-connect': readOwnExport,
};

export interface ImportFile {
  readonly fileName: string;
  readonly format: ImportFormat;
  readonly found: FoundInFile;
}

/** What is in a file of any of the formats. Rejects AppError `local-...`, `import-unreadable`. */
export async function readImportFile(path: string): Promise<ImportFile> {
  const fileName = basename(path);
  const bytes = await readBounded(path);
  if (isCuteFtpSiteManager(fileName, bytes)) {
    throw new AppError(
      'import-unreadable',
      "CuteFTP's sm.dat can't be read. Save a script in CuteFTP instead, or begin with a preset.",
    );
  }
  const text = textOf(bytes);
  const format = detectFormat(fileName, text);
  if (format === null) {
    const names = Object.values(importFormatNames).join(', ');
    throw new AppError('import-unreadable', `It is none of these: ${names}.`);
  }
  return { fileName, format, found: readers[format](text) };
}

async function readBounded(path: string): Promise<Buffer> {
  const file = await openLocalFile(path);
  try {
    const { size } = file.state;
    if (size > mostBytes) {
      throw new AppError('import-unreadable', 'It is too large for a list of sites.');
    }
    return await file.read(0, size);
  } finally {
    await file.close();
  }
}

/** By byte order mark, else as UTF-8, else as programs of Windows wrote before it. */
function textOf(bytes: Buffer): string {
  const charset = isUtf8(bytes) ? 'utf-8' : 'windows-1252';
  return decodeText(bytes, { charset, inText: /(?!)/ }) ?? '';
}
