import { benchBigFileFtps } from './big-file-ftps.ts';
import { benchBigFileSftp } from './big-file-sftp.ts';
import { benchFtpsSmallFiles } from './ftps-small-files.ts';
import { benchHistory } from './history.ts';
import { benchReader } from './hl7-reader.ts';
import { benchLocalDrives } from './local-drives.ts';
import { table, type Measured } from './measured.ts';
import { benchMemory } from './memory.ts';
import { benchQueueWindow } from './queue-window.ts';
import { benchSending } from './sending.ts';
import { benchSftpSmallFiles } from './sftp-small-files.ts';

/*
 * `npm run bench`: our figures beside those of peers from Debian, measured in the same run. With names
 * (`npm run bench -- sftp-small history`) only those.
 */

const benches: Readonly<Record<string, () => Promise<readonly Measured[]> | readonly Measured[]>> =
  {
    reader: benchReader,
    sending: benchSending,
    'sftp-small': benchSftpSmallFiles,
    'ftps-small': benchFtpsSmallFiles,
    'sftp-big': benchBigFileSftp,
    'ftps-big': benchBigFileFtps,
    history: benchHistory,
    'local-drives': benchLocalDrives,
    'queue-window': benchQueueWindow,
    memory: benchMemory,
  };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`npm run bench -- takes any of: ${Object.keys(benches).join(' ')}`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${table(await bench())}`);
  }
}
