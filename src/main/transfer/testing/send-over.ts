import { AppError } from '../../../shared/domain/error.ts';
import type { PromptAnswer } from '../../../shared/domain/prompt.ts';
import { defaultOptions, type Site, type SiteOptions } from '../../../shared/domain/site.ts';
import { someTransfer } from '../../../shared/domain/testing/some-transfer.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import type { Question } from '../../prompts/ask.ts';
import type { Connection } from '../../transport/transport.ts';
import { Conflicts } from '../conflict.ts';
import { Gate } from '../gate.ts';
import { RemoteFolders } from '../remote-folders.ts';
import type { Ended, Leg } from '../run.ts';
import { sendFile, type SendParts } from '../send-file.ts';
import type { Prepared } from '../transition.ts';
import { testSite } from './desk.ts';
import { FakeClock } from './fake-clock.ts';

export interface SendSettings {
  readonly site?: Partial<Omit<Site, 'options'>>;
  readonly options?: Partial<SiteOptions>;
  readonly transfer?: Partial<Transfer>;
}

/** Sends files over a connection without a queue around them, and keeps what is asked, noted and written down. */
export class Sender {
  readonly clock = new FakeClock();
  readonly asked: Question[] = [];
  readonly notes: string[] = [];
  readonly written: (Prepared | 'last-piece')[] = [];
  readonly gate = new Gate();
  /** Work that holds a lane of the connection. */
  busy = 0;
  answer: (question: Question) => PromptAnswer = () => ({ kind: 'no' });
  mayPass: Leg['mayPass'] = () => Promise.resolve();
  readonly #settings: SendSettings;
  readonly #parts: SendParts;

  constructor(settings: SendSettings) {
    this.#settings = settings;
    this.#parts = {
      conflicts: new Conflicts({
        ask: (question) => {
          this.asked.push(question);
          return Promise.resolve(this.answer(question));
        },
        clock: this.clock,
      }),
      folders: new RemoteFolders(),
      preflight: {
        allows: () => true,
        check: () => Promise.resolve(),
        forget: () => undefined,
      },
    };
  }

  /** How it ended; what it rejected with is a failure. */
  async send(connection: Connection, change: Partial<Transfer>): Promise<Ended> {
    try {
      return await sendFile(this.#parts, this.#leg(connection, change));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      const end = { sentBytes: 0, sha256: null, reply: null, noConnection: false };
      return { kind: 'fail', failure: thrown.toFailure(), ...end };
    }
  }

  #leg(connection: Connection, change: Partial<Transfer>): Leg {
    const { site, options, transfer } = this.#settings;
    const { signal } = new AbortController();
    return {
      transfer: someTransfer({ ...transfer, ...change }),
      site: testSite({ ...site, options: { ...defaultOptions('sftp'), ...options } }),
      signal,
      gate: this.gate,
      prepared: (facts) => Promise.resolve(void this.written.push(facts)),
      lastPiece: () => Promise.resolve(void this.written.push('last-piece')),
      mayPass: (bytes, stop) => this.mayPass(bytes, stop),
      progress: () => undefined,
      written: () => undefined,
      mayConnect: () => undefined,
      connected: () => undefined,
      more: () => 0,
      use: async (work) => {
        this.busy += 1;
        try {
          return await work(connection, signal);
        } finally {
          this.busy -= 1;
        }
      },
      note: (_kind, text) => void this.notes.push(text),
    };
  }
}
