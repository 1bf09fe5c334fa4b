import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { FindingCode, Inspection } from '../../shared/domain/inspection.ts';
import { purposeOf } from '../messages/purpose-of.ts';
import { inspectionLines } from './findings-text.ts';
import { printable } from './printable.ts';
import { decide } from './send-consent.ts';
import type { ReadyFile, Sending } from './sending.ts';
import { untilRead } from './until-read.ts';

/** The pre-flight check of each file, and its questions. Those that may not be sent are reported. */
export async function lookAtMessages(
  sending: Sending,
  paths: readonly string[],
  given: readonly FindingCode[],
): Promise<readonly ReadyFile[]> {
  const ready: ReadyFile[] = [];
  for (const path of paths) {
    const file = await lookAtFile(sending, path, given);
    if (file !== null) ready.push(file);
  }
  return ready;
}

async function lookAtFile(
  sending: Sending,
  path: string,
  given: readonly FindingCode[],
): Promise<ReadyFile | null> {
  const { messages, site, stopped, report } = sending;
  let found: Inspection | null = null;
  const leave = (failure: Failure): null => {
    report.fileLeft(path, found, failure);
    return null;
  };
  try {
    if (stopped.aborted) throw new AppError('cancelled');
    const { id: fileId, failure } = await untilRead(messages, path, stopped);
    if (failure !== null) return leave(failure);
    const inspection = await messages.inspect(site.id, fileId);
    found = inspection;
    const decision = await askAbout(sending, path, inspection, given);
    switch (decision.kind) {
      case 'stopped':
        return leave({ code: 'preflight-stopped', detail: '' });
      case 'declined':
        return leave(stoppedOr(stopped, 'preflight-declined'));
      case 'send':
        break;
    }
    // To say yes to letters that are no UTF-8 is to say that they are Western European ones.
    if (inspection.findings.some(({ code }) => code === 'not-utf-8')) {
      messages.setLetters(fileId, 'windows-1252');
    }
    return { path, fileId, inspection, consent: decision.consent };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return leave(toFailure(thrown));
  }
}

/** The findings are shown first; what keeps a file from being sent also to those who want to hear little. */
function askAbout(
  { screen, site, stopped }: Sending,
  path: string,
  inspection: Inspection,
  given: readonly FindingCode[],
): ReturnType<typeof decide> {
  const text = [printable(path), ...inspectionLines(inspection)].join('\n');
  if (inspection.findings.some(({ level }) => level === 'stop' || level === 'ask')) {
    screen.problem(text);
  } else {
    screen.message(text);
  }
  return decide(screen, inspection, purposeOf(site), given, stopped);
}

/** Ctrl+C at a question is more than a no to it. */
const stoppedOr = ({ aborted }: AbortSignal, code: Failure['code']): Failure => ({
  code: aborted ? 'cancelled' : code,
  detail: '',
});
