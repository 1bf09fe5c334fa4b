import { AppError } from '../../shared/domain/error.ts';
import type { SendRun } from '../../shared/domain/message-file.ts';
import type { Site } from '../../shared/domain/site.ts';
import { fieldText, segmentsOf } from '../hl7/message.ts';
import type { MessageReceipts } from '../history/message-receipts.ts';
import { safeLine } from '../log/safe-text.ts';
import { GatewayCaller, type GatewayParts } from './gateway-caller.ts';
import { sendable } from './message-content.ts';
import { MessageRun } from './message-run.ts';
import { noteOutcome, noteSending, type SentMessage } from './note-sending.ts';
import type { OpenFile } from './open-file.ts';
import { outcomeWords } from './outcome.ts';
import { RunEvents } from './run-events.ts';
import type { SentIds } from './sent-ids.ts';

export interface FileRunParts extends GatewayParts {
  readonly random: () => number;
  readonly sent: SentIds;
  readonly receipts: Pick<MessageReceipts, 'add'>;
  /** Waits until the site may have one more on its way; call what it gives when that is over. */
  readonly enter: (signal: AbortSignal) => Promise<() => void>;
  /** What changed since the last time; at most ten times a second. */
  readonly told: (run: FileRun, indexes: readonly number[]) => void;
}

/** Sending some messages of an open file to a site. */
export class FileRun {
  readonly id: string;
  readonly file: OpenFile;
  /** Resolves when it is over, nothing is on its way and all was told. */
  readonly over: Promise<void>;
  readonly #run: MessageRun;
  readonly #events: RunEvents;

  constructor(
    id: string,
    { file, site }: { readonly file: OpenFile; readonly site: Site },
    indexes: readonly number[],
    parts: FileRunParts,
  ) {
    const { clock, random, log } = parts;
    this.id = id;
    this.file = file;
    /** Of the identity that the gateway has shown last. */
    let fingerprint: string | null = null;
    const caller = new GatewayCaller(site, {
      ...parts,
      checkIdentity: (about, presented, signal) => {
        ({ fingerprint } = presented);
        return parts.checkIdentity(about, presented, signal);
      },
    });
    const count = indexes.length === 1 ? '1 message' : `${indexes.length} messages`;
    log.add(site.id, 'info', `Sending ${count} to ${site.host}, as ${site.username}`);
    this.#events = new RunEvents(clock, (changed) => parts.told(this, changed));
    const facts = { id, fileId: file.id, siteId: site.id, startedAt: clock.now() };
    const about = (index: number): SentMessage => ({
      siteId: site.id,
      fileId: file.id,
      controlId: file.at(index).controlId,
    });
    this.#run = new MessageRun(facts, indexes, file.ledger, {
      clock,
      random,
      atOnce: site.options.messagesAtATime,
      send: async (index, signal) => {
        const leave = await parts.enter(signal);
        try {
          return await sendOne(file, index, signal, (hl7) =>
            noteSending(parts, about(index), () => caller.send(hl7, signal)),
          );
        } finally {
          leave();
        }
      },
      changed: (changed) => this.#events.changed(changed),
      ended: (index, outcome) => {
        const { controlId } = file.at(index);
        noteOutcome(parts, about(index), outcome, () => {
          const facts = { site, controlId, path: file.path, fingerprint, endedAt: clock.now() };
          parts.receipts.add(facts, outcome);
        });
        const kind = outcome.state === 'answered' ? 'info' : 'error';
        log.add(site.id, kind, `Message ${safeLine(controlId, 40)}: ${outcomeWords(outcome)}`);
      },
    });
    this.over = this.#run.over.then(() => {
      caller.end();
      this.#events.flush();
    });
  }

  get isOver(): boolean {
    return this.#run.isOver;
  }

  view(): SendRun {
    return this.#run.view();
  }

  go(): void {
    this.#run.go();
  }

  pause(): void {
    this.#run.pause();
  }

  resume(): void {
    this.#run.resume();
  }

  stop(): void {
    this.#run.stop();
  }
}

/** The content is in memory until this ends, and nowhere else. */
async function sendOne(
  file: OpenFile,
  index: number,
  signal: AbortSignal,
  send: (hl7: string) => Promise<string>,
): Promise<{ readonly controlId: string; readonly text: string }> {
  const message = await file.message(index);
  const hl7 = sendable(message);
  if (signal.aborted) throw new AppError('cancelled');
  const text = await send(hl7);
  return { controlId: fieldText(segmentsOf(message, 'MSH')[0], 10).trim(), text };
}
