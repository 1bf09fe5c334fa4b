import { AppError, type Failure } from '../../../shared/domain/error.ts';
import type { FindingCode, Inspection } from '../../../shared/domain/inspection.ts';
import type {
  AnswerView,
  MessageFile,
  MessageRow,
  MessageRows,
  SendRun,
} from '../../../shared/domain/message-file.ts';
import type { SendingMessages } from '../sending.ts';

/** How a message fares; one that is not named is not reached by the run. */
export type Fate = Partial<Pick<MessageRow, 'state' | 'verdict' | 'codes' | 'failure'>> & {
  readonly texts?: readonly string[];
};

export interface MemoryFile {
  readonly inspection: Inspection | null;
  readonly failure?: Failure;
  /** What it does before that. */
  readonly begins?: Partial<SendRun>;
  /** In the order in which they end. */
  readonly fates?: readonly (readonly [index: number, fate: Fate])[];
  /** What becomes of the run then. */
  readonly ends?: Partial<Pick<SendRun, 'status' | 'failure' | 'resumesAt'>>;
  /** Called then. */
  readonly meanwhile?: () => void;
  /** Why it does not begin. */
  readonly refused?: Failure;
}

/** The real-time engine in memory: each message ends in a turn of its own. */
export class MemoryMessages implements SendingMessages {
  /** What was asked of it, in words. */
  readonly asked: string[] = [];
  readonly #files: Readonly<Record<string, MemoryFile>>;
  readonly #rows = new Map<string, MessageRow[]>();
  readonly #texts = new Map<string, readonly string[]>();
  readonly #fileListeners = new Set<(fileId: string, file: MessageFile | null) => void>();
  readonly #runListeners = new Set<(run: SendRun, rows: readonly MessageRow[]) => void>();

  /** Files by path; the path is the id. */
  constructor(files: Readonly<Record<string, MemoryFile>>) {
    this.#files = files;
  }

  open(paths: readonly string[]): readonly MessageFile[] {
    return paths.map((path) => {
      const { inspection, failure = null } = this.#file(path);
      const count = inspection?.messages ?? 0;
      const rows = Array.from({ length: count }, (_, index) => notSent(index));
      this.#rows.set(path, rows);
      const file = { id: path, path, name: path, size: 1, messages: 0, letters: 'utf-8' } as const;
      void Promise.resolve().then(() => {
        const read: MessageFile = { ...file, inspection, failure, messages: count };
        for (const listener of [...this.#fileListeners]) listener(path, read);
      });
      return { ...file, inspection: null, failure: null };
    });
  }

  onFileChanged(listener: (fileId: string, file: MessageFile | null) => void): () => void {
    this.#fileListeners.add(listener);
    return () => void this.#fileListeners.delete(listener);
  }

  setLetters(fileId: string, letters: 'utf-8' | 'windows-1252'): void {
    this.asked.push(`letters ${fileId} ${letters}`);
  }

  inspect(_siteId: string, fileId: string): Promise<Inspection> {
    const { inspection } = this.#file(fileId);
    if (inspection === null) throw new Error(`not read in this test: ${fileId}`);
    return Promise.resolve(inspection);
  }

  send(
    siteId: string,
    fileId: string,
    _selection: unknown,
    consent: readonly FindingCode[],
  ): Promise<SendRun> {
    this.asked.push(['send', fileId, ...consent].join(' '));
    const { refused } = this.#file(fileId);
    if (refused !== undefined) return Promise.reject(new AppError(refused.code, refused.detail));
    const run = { ...someRun, id: `run-${fileId}`, fileId, siteId };
    void this.#walk(run);
    return Promise.resolve(run);
  }

  stop(runId: string): void {
    this.asked.push(`stop ${runId}`);
    const fileId = runId.slice('run-'.length);
    const run = { ...someRun, id: runId, fileId, status: 'stopped' } as const;
    const rows = this.#rowsOf(fileId).filter(({ state }) => state === 'sending');
    const unknown = rows.map((row) => ({ ...row, state: 'unknown', failure: lost }) as const);
    for (const row of unknown) this.#rowsOf(fileId)[row.index] = row;
    this.#tell(run, unknown);
  }

  onRunChanged(listener: (run: SendRun, rows: readonly MessageRow[]) => void): () => void {
    this.#runListeners.add(listener);
    return () => void this.#runListeners.delete(listener);
  }

  rows(fileId: string, from: number, count: number): Promise<MessageRows> {
    const all = this.#rowsOf(fileId);
    return Promise.resolve({ total: all.length, rows: all.slice(from, from + count) });
  }

  answer(fileId: string, index: number): AnswerView | null {
    const texts = this.#texts.get(`${fileId} ${index}`);
    return texts === undefined ? null : answerOf(texts);
  }

  answersBatch = (fileId: string): string =>
    `FHS|^~\\&\rBHS|^~\\&\rMSH|^~\\&|answers of ${fileId}\rBTS|1\rFTS|1\r`;

  summaryCsv = (fileId: string): string => `\ufefffile,verdict\r\n${fileId},accepted\r\n`;

  async #walk(run: SendRun): Promise<void> {
    const { fates = [], ends = { status: 'done' } } = this.#file(run.fileId);
    const { begins } = this.#file(run.fileId);
    if (begins !== undefined) this.#tell({ ...run, ...begins }, []);
    for (const [index, { texts, ...fate }] of fates) {
      await Promise.resolve();
      const row: MessageRow = { ...notSent(index), state: 'answered', ...fate };
      this.#rowsOf(run.fileId)[index] = row;
      if (texts !== undefined) this.#texts.set(`${run.fileId} ${index}`, texts);
      this.#tell(run, [row]);
    }
    await Promise.resolve();
    this.#tell({ ...run, ...ends }, []);
    this.#file(run.fileId).meanwhile?.();
  }

  #tell(run: SendRun, rows: readonly MessageRow[]): void {
    for (const listener of [...this.#runListeners]) listener(run, rows);
  }

  #file(path: string): MemoryFile {
    const file = this.#files[path];
    if (file === undefined) throw new Error(`no such file in this test: ${path}`);
    return file;
  }

  #rowsOf(fileId: string): MessageRow[] {
    return this.#rows.get(fileId) ?? [];
  }
}

const lost: Failure = { code: 'reply-lost', detail: 'stopped' };

const notSent = (index: number): MessageRow => ({
  index,
  line: 1 + 7 * index,
  type: 'VXU^V04',
  controlId: `RS-${index + 1}`,
  processingId: 'T',
  initials: null,
  state: 'not-sent',
  verdict: null,
  codes: [],
  failure: null,
});

const someRun: SendRun = {
  id: '',
  fileId: '',
  siteId: '',
  status: 'running',
  counts: {
    total: 0,
    waiting: 0,
    sending: 0,
    accepted: 0,
    remarks: 0,
    refused: 0,
    noAnswer: 0,
    unknown: 0,
    failed: 0,
  },
  failure: null,
  resumesAt: null,
  startedAt: 0,
};

const answerOf = (texts: readonly string[]): AnswerView => ({
  acknowledgement: {
    verdict: 'accepted',
    problem: null,
    code: 'AA',
    controlId: null,
    controlIdMatches: true,
    queryStatus: null,
    texts: [],
    errors: texts.map((text) => ({
      severity: 'E',
      code: null,
      applicationCode: null,
      text,
      locations: [],
    })),
    form: 'plain',
  },
  segments: [],
  firstLine: null,
  receivedAt: 0,
});
