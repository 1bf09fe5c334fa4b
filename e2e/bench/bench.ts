import { benchReader } from './hl7-reader.ts';
import { table } from './measured.ts';
import { benchSending } from './sending.ts';

/* `npm run bench`: our figures beside those of peers from Debian, measured in the same run. */

const rows = [...(await benchReader()), ...(await benchSending())];
console.log(table(rows));
