import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import { aboutSite, describeFailure } from '../../shared/domain/error-text.ts';
import type { SendRun } from '../../shared/domain/message-file.ts';
import { exitCodeOfSending, exitCodes } from './exit-codes.ts';
import { messageEnd } from './message-end.ts';
import { printable } from './printable.ts';
import { runToEnd } from './run-to-end.ts';
import type { ReadyFile, Sending } from './sending.ts';

/** Sends the files one after the other, until one shows that the others would fare no better. */
export async function sendMessages(sending: Sending, files: readonly ReadyFile[]): Promise<void> {
  const { report, stopped } = sending;
  let reason: Failure | null = null;
  for (const file of files) {
    if (stopped.aborted) reason = stoppedByPerson;
    if (reason === null) reason = await sendFile(sending, file);
    else report.fileLeft(file.path, file.inspection, reason);
  }
}

const stoppedByPerson: Failure = { code: 'cancelled', detail: '' };

/** Why others were not sent: the doubt is about the one whose answer was lost. */
const asReason = ({ code, detail }: Failure): Failure => ({
  code: code === 'reply-lost' ? 'link-lost' : code,
  detail,
});

/** Answers with why no other file is to be sent. */
async function sendFile(sending: Sending, file: ReadyFile): Promise<Failure | null> {
  const { messages, site, report, stopped } = sending;
  const { path, fileId, consent } = file;
  try {
    const failure = await runToEnd(
      messages,
      () => messages.send(site.id, fileId, { kind: 'all' }, consent),
      fileId,
      {
        ended(row, reason) {
          const answer = messages.answer(fileId, row.index);
          report.message(messageEnd(path, row, answer, asReason(reason ?? stoppedByPerson)));
        },
        waits: (run) => tellWait(sending, run),
      },
      stopped,
    );
    if (failure !== null) report.failed(failure);
    return failure === null ? null : asReason(failure);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const failure = toFailure(thrown);
    report.fileLeft(path, file.inspection, failure);
    // One that was changed meanwhile says nothing about the next one.
    return exitCodeOfSending(false, [failure.code]) === exitCodes.someNot ? null : failure;
  }
}

function tellWait({ screen, site }: Sending, { failure, resumesAt }: SendRun): void {
  const why = failure === null ? '' : `${describeFailure(failure, aboutSite(site)).sentence} `;
  const at = new Date(resumesAt ?? 0).toTimeString().slice(0, 8);
  screen.message(printable(`${why}Trying again at ${at}.`));
}
