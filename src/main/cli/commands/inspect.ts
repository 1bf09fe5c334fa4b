import { resolve } from 'node:path';
import { toFailure, type Failure } from '../../../shared/domain/error.ts';
import type { Inspection } from '../../../shared/domain/inspection.ts';
import type { Site } from '../../../shared/domain/site.ts';
import type { InspectionContext } from '../../hl7/inspection-context.ts';
import { expand } from '../../transfer/expand.ts';
import type { InspectCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { inspectionLines, jsonInspection } from '../findings-text.ts';
import type { Io } from '../io.ts';
import { jsonError, plainFailure } from '../output.ts';
import { printable } from '../printable.ts';
import type { InspectedContent } from '../../messages/inspect-file.ts';
import { purposeOf } from '../../messages/purpose-of.ts';
import type { Screen } from '../screen.ts';

export interface InspectParts {
  /** Rejects AppError where the file can't be read. */
  readonly inspectFile: (
    path: string,
    context: InspectionContext,
    signal: AbortSignal,
  ) => Promise<InspectedContent>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The pre-flight check of what was named, for a site or (null) for an upload. Sends nothing. */
export async function inspect(
  parts: InspectParts,
  screen: Screen,
  io: Io,
  command: InspectCommand,
  site: Site | null,
): Promise<ExitCode> {
  const paths = command.paths.map((path) => resolve(io.workingFolder, path));
  const files = await expand(paths, io.stopped);
  if (files.length === 0) screen.problem('There was no file to look at.');
  let allWell = files.length > 0;
  for (const { localPath } of files) {
    if (io.stopped.aborted) {
      screen.problem('Stopped.');
      return exitCodes.someNot;
    }
    const looked = await look(parts, localPath, site, io.stopped);
    screen.result(command.json ? jsonLine(localPath, looked) : plainLines(localPath, looked));
    allWell &&= looked.failure === null && !looked.inspection.findings.some(isStop);
  }
  return allWell ? exitCodes.allAccepted : exitCodes.someNot;
}

const isStop = ({ level }: Inspection['findings'][number]): boolean => level === 'stop';

type Looked =
  | (InspectedContent & { readonly failure: null })
  | { readonly inspection: null; readonly failure: Failure };

async function look(
  { inspectFile, now }: InspectParts,
  path: string,
  site: Site | null,
  signal: AbortSignal,
): Promise<Looked> {
  const context: InspectionContext = {
    // Where files go by hand, in the browser, they go as they are.
    purpose: site?.protocol === 'soap' ? purposeOf(site) : 'upload',
    facilityId: site === null || site.facilityId === '' ? null : site.facilityId,
    now: now(),
  };
  try {
    return { ...(await inspectFile(path, context, signal)), failure: null };
  } catch (thrown) {
    return { inspection: null, failure: toFailure(thrown) };
  }
}

function jsonLine(file: string, looked: Looked): string {
  const { inspection, failure } = looked;
  if (failure === null)
    return JSON.stringify({ file, ...jsonInspection(inspection), sha256: looked.sha256 });
  const nothing = { messages: 0, types: {}, processingIds: {}, findings: [] };
  return JSON.stringify({ file, ...nothing, error: jsonError(failure, {}, file) });
}

function plainLines(file: string, { inspection, failure }: Looked): string {
  const lines =
    failure === null ? inspectionLines(inspection) : [plainFailure(failure, { file }, '  ')];
  return [printable(file), ...lines].join('\n');
}
