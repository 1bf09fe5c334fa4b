import { createHash, type Hash } from 'node:crypto';
import type { Inspection } from '../../shared/domain/inspection.ts';
import type { InspectionContext } from '../hl7/inspection-context.ts';
import { inspect } from '../hl7/inspect.ts';
import { openLocalFile } from './local-file.ts';

/** What one reading of a file tells. */
export interface InspectedContent {
  readonly inspection: Inspection;
  /** Of all its bytes, lower-case hex. */
  readonly sha256: string;
}

const never = new AbortController().signal;

/** The pre-flight check of a file of this computer. Rejects AppError `local-...`, `cancelled`. */
export async function inspectFile(
  path: string,
  context: InspectionContext,
  signal: AbortSignal = never,
): Promise<InspectedContent> {
  const file = await openLocalFile(path);
  try {
    const hash = createHash('sha256');
    const inspection = await inspect(hashed(file.chunks(signal), hash), context);
    return { inspection, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** The SHA-256 of a file that is not looked at any further. Rejects as `inspectFile` does. */
export async function hashFile(path: string, signal: AbortSignal = never): Promise<string> {
  const file = await openLocalFile(path);
  try {
    const hash = createHash('sha256');
    for await (const chunk of file.chunks(signal)) hash.update(chunk);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

async function* hashed(
  chunks: AsyncIterable<Buffer>,
  hash: Hash,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
