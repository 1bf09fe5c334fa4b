import type { Inspection } from '../../shared/domain/inspection.ts';
import type { InspectionContext } from '../hl7/inspection-context.ts';
import { inspect } from '../hl7/inspect.ts';
import { openLocalFile } from './local-file.ts';

/** The pre-flight check of a file of this computer. Rejects AppError `local-...`, `cancelled`. */
export async function inspectFile(
  path: string,
  context: InspectionContext,
  signal: AbortSignal = new AbortController().signal,
): Promise<Inspection> {
  const file = await openLocalFile(path);
  try {
    return await inspect(file.chunks(signal), context);
  } finally {
    await file.close();
  }
}
