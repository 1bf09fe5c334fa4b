import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from '../../src/main/hl7/inspect.ts';
import { readPieces } from '../../src/main/hl7/read-pieces.ts';
import { seconds, type Measured } from './measured.ts';

const megabyte = 1024 * 1024;

/** One invented vaccination update of about 4 KB, as records systems write them. */
function update(number: number): string {
  const order = [
    'ORC|RE|3140^RIVERSIDE|38766^RIVERSIDE|||||||7824^Jackson^Lily^Suzanne^^^^^RIVERSIDE^L^^^PRN||654^Thomas^Wilma^Elizabeth^^^^^RIVERSIDE^L^^^MD|||||FAC1^Riverside Pediatrics^HL70362',
    'RXA|0|1|20250624||49281-0560-05^Pentacel^NDC|0.5|mL^mL^UCUM||00^New Record^NIP001|7824^Jackson^Lily^Suzanne^^^^^RIVERSIDE^L^^^PRN|^^^FAC1||||526434|20270722|PMC^Sanofi Pasteur^MVX|||CP|A',
    'RXR|C28161^Intramuscular^NCIT|RT^Right Thigh^HL70163',
    'OBX|1|CE|30963-3^Vaccine Funding Source^LN|1|VXC50^Public^CDCPHINVS||||||F|||20250624',
    'OBX|2|CE|64994-7^Vaccine Funding Program Eligibility^LN|2|V04^VFC Eligible^HL70064||||||F|||20250624|||VXC40^per immunization^CDCPHINVS',
    'OBX|3|CE|69764-9^Document Type^LN|3|253088698300017211160720^Polio VIS^cdcgs1vis||||||F|||20250624',
    'OBX|4|DT|29769-7^Date Vis Presented^LN|3|20250624||||||F|||20250624',
    'OBX|5|CE|69764-9^Document Type^LN|4|253088698300006611150402^Haemophilus Influenzae type b VIS^cdcgs1vis||||||F|||20250624',
    'OBX|6|DT|29769-7^Date Vis Presented^LN|4|20250624||||||F|||20250624',
  ];
  return [
    `MSH|^~\\&|RIVERSIDE|FAC1|CIIS|CDPHE|20260101120000-0700||VXU^V04^VXU_V04|RS-${number}|P|2.5.1|||ER|AL|||||Z22^CDCPHINVS|FAC1|CIIS`,
    `PID|1||${number}^^^RIVERSIDE^MR||Sample^Patient${number}^Clint^^^^L|Example^^^^^^M|20150415|M||2106-3^White^CDCREC|1 Invented Drive^^Denver^CO^80202^USA^P||^PRN^PH^^^303^5550100|||||||||2186-5^Not Hispanic or Latino^CDCREC`,
    'PD1|||||||||||02^Reminder/recall - any method^HL70215|N|20250624|||A|20150415|20250624',
    'NK1|1|Sample^Maria^Elizabeth^^^^L|MTH^Mother^HL70063|1 Invented Drive^^Denver^CO^80202^USA^P|^PRN^PH^^^303^5550100',
    ...order,
    ...order,
    ...order,
    '',
  ].join('\r');
}

async function writeBatch(path: string, size: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write('FHS|^~\\&|RIVERSIDE|FAC1\rBHS|^~\\&|RIVERSIDE|FAC1\r');
    for (let written = 0, number = 0; written < size; number += 256) {
      const some = Array.from({ length: 256 }, (_, index) => update(number + index)).join('');
      written += (await file.write(some)).bytesWritten;
    }
    await file.write('BTS|\rFTS|1\r');
  } finally {
    await file.close();
  }
}

const megabytes = 200;

const works = {
  'a file stream alone': async (chunks: AsyncIterable<Buffer>) => {
    let bytes = 0;
    for await (const chunk of chunks) bytes += chunk.length;
    return bytes;
  },
  'split into messages': async (chunks: AsyncIterable<Buffer>) => {
    let messages = 0;
    for await (const { kind } of readPieces(chunks)) messages += kind === 'message' ? 1 : 0;
    return messages;
  },
  'pre-flight check': async (chunks: AsyncIterable<Buffer>) => {
    const context = { purpose: 'upload', facilityId: 'FAC1', now: Date.now() } as const;
    return (await inspect(chunks, context)).messages;
  },
} as const;
type Work = keyof typeof works;

/** A batch of 200 MB: read, split and looked at, beside tr and grep, which only count the headers. */
export async function benchReader(): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ciis-bench-'));
  try {
    const path = join(folder, 'batch.hl7');
    await writeBatch(path, megabytes * megabyte);
    const count = `tr '\\r' '\\n' < '${path}' | grep -c '^MSH'`;
    const peerSeconds = await seconds(() =>
      Promise.resolve(execFileSync('sh', ['-c', count], { env: { ...process.env, LC_ALL: 'C' } })),
    );
    return (Object.keys(works) as Work[]).map((work) => {
      const { ourSeconds, peak } = measureApart(work, path);
      const speed = (megabytes / ourSeconds).toFixed(0);
      return {
        work: `200 MB batch: ${work}`,
        peer: 'tr and grep',
        ourSeconds,
        peerSeconds,
        note: `${speed} MB/s, peak ${peak.toFixed(0)} MB resident`,
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Apart {
  readonly ourSeconds: number;
  /** MB resident at the most. */
  readonly peak: number;
}

/** In a process of its own, so that its peak of memory is its own too. */
function measureApart(work: Work, path: string): Apart {
  const run = spawnSync(process.execPath, [import.meta.filename, work, path], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Apart;
}

const [, script, chosen, path] = process.argv;
if (script === import.meta.filename && chosen !== undefined && path !== undefined) {
  const ourSeconds = await seconds(() =>
    works[chosen as Work](createReadStream(path) as AsyncIterable<Buffer>),
  );
  process.stdout.write(
    JSON.stringify({ ourSeconds, peak: process.resourceUsage().maxRSS / 1024 } satisfies Apart),
  );
}
