import { AppError } from '../../shared/domain/error.ts';
import type { FindingCode, Inspection } from '../../shared/domain/inspection.ts';
import type {
  AnswerView,
  LetterSet,
  MessageFile,
  MessageRow,
  MessageRows,
  MessagesSnapshot,
  MessageView,
  RowFilter,
  Selection,
  SendRun,
} from '../../shared/domain/message-file.ts';
import type { Site } from '../../shared/domain/site.ts';
import { refusalsThatHoldBack } from '../checks/refused-sign-ins.ts';
import { Turnstile } from '../checks/turnstile.ts';
import { answersBatch } from './answers-batch.ts';
import { answerView } from './answer-view.ts';
import { checkConsent } from './consent.ts';
import { FileInspector } from './file-inspector.ts';
import { FileRun, type FileRunParts } from './file-run.ts';
import { pageOfRows, rowOf, rowsOf } from './message-rows.ts';
import type { OpenFile } from './open-file.ts';
import { OpenFiles } from './open-files.ts';
import { purposeOf } from './purpose-of.ts';
import { Search } from './search.ts';
import { segmentViews } from './segment-views.ts';
import { summaryCsv } from './summary-csv.ts';

export interface MessagesParts extends Omit<FileRunParts, 'told' | 'enter'> {
  /** Throws AppError `site-not-found`. */
  readonly site: (siteId: string) => Site;
  readonly newId: () => string;
  readonly showInitials: () => boolean;
}

type RunListener = (run: SendRun, rows: readonly MessageRow[]) => void;

/** Files of HL7 messages that are open, and the runs that send them in real time. Every method fails with an AppError only. */
export class Messages {
  readonly #parts: MessagesParts;
  readonly #files: OpenFiles;
  readonly #inspector: FileInspector;
  readonly #searches = new WeakMap<OpenFile, Search>();
  /** The last one of each file, by its id. */
  readonly #runs = new Map<string, FileRun>();
  /** Those that are not over, also of files that were closed. */
  readonly #active = new Set<FileRun>();
  readonly #listeners = new Set<RunListener>();
  /** By site. */
  readonly #turnstiles = new Map<
    string,
    { readonly atOnce: number; readonly turnstile: Turnstile }
  >();
  /** Rows that are told in their order also where the disk is read for them. */
  #telling: Promise<void> = Promise.resolve();
  #ending = false;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
    this.#files = new OpenFiles(parts.clock, parts.newId);
    this.#files.onChanged((fileId, file) => {
      if (file === null) this.#runs.delete(fileId);
    });
    this.#inspector = new FileInspector(parts.clock, parts.sent);
  }

  list(): MessagesSnapshot {
    return { files: this.#files.list(), runs: [...this.#runs.values()].map((run) => run.view()) };
  }

  /**
   * Lists them at once; reading them goes on and is told by onFileChanged. One that is open already stays as
   * it is, with its answers; one that was written to since is listed as another file, unless it is being sent.
   */
  open(paths: readonly string[]): readonly MessageFile[] {
    const isSending = (file: OpenFile): boolean => this.#isSending(file.id);
    return [...new Set(paths)].map((path) => this.#files.open(path, isSending));
  }

  /** Stops its run, and forgets what was answered. */
  close(fileId: string): void {
    this.#runs.get(fileId)?.stop();
    this.#files.close(fileId);
  }

  /** Throws AppError `invalid-input` while it is sent: a message that is sent again is the same to the letter. */
  setLetters(fileId: string, letters: LetterSet): void {
    if (this.#isSending(fileId)) throw new AppError('invalid-input', 'This file is being sent');
    this.#files.setLetters(fileId, letters);
  }

  /** A page of its messages. `search`: in control ID, type and content, whatever the case; '': all. */
  async rows(
    fileId: string,
    from: number,
    count: number,
    filter: RowFilter,
    search: string,
  ): Promise<MessageRows> {
    const file = this.#files.get(fileId);
    const hits = search.trim() === '' ? null : await this.#search(file).hits(file, search.trim());
    return pageOfRows(file, { from, count, filter }, hits, this.#parts.showInitials());
  }

  async view(fileId: string, index: number): Promise<MessageView> {
    return { index, segments: segmentViews(await this.#files.get(fileId).message(index)) };
  }

  /** Null: nothing came back yet. */
  answer(fileId: string, index: number): AnswerView | null {
    const file = this.#files.get(fileId);
    const { controlId } = file.at(index);
    const answer = file.ledger.outcomeOf(index)?.answer ?? null;
    return answer === null ? null : answerView(answer, controlId);
  }

  /** The pre-flight check for a site; waits until the file is read. */
  inspect(siteId: string, fileId: string): Promise<Inspection> {
    return this.#inspector.look(this.#files.get(fileId), this.#parts.site(siteId));
  }

  /**
   * Begins to send. Rejects `preflight-stopped`, `consent-needed` (its detail names the findings' codes),
   * `login-paused` after two refused logins within five minutes, `not-supported` for a site that takes no
   * messages, `invalid-input` where there is nothing to send or the file is being sent.
   */
  async send(
    siteId: string,
    fileId: string,
    selection: Selection,
    consent: readonly FindingCode[],
  ): Promise<SendRun> {
    const site = this.#parts.site(siteId);
    if (site.protocol !== 'soap')
      throw new AppError('not-supported', 'This site takes no single messages');
    const file = this.#files.get(fileId);
    const inspection = await this.#inspector.look(file, site);
    // Who has chosen Western European letters has answered the question about them.
    const letters: FindingCode[] = file.letters === 'windows-1252' ? ['not-utf-8'] : [];
    checkConsent(inspection, purposeOf(site), new Set([...consent, ...letters]));
    if (this.#parts.signIns.lately(site) >= refusalsThatHoldBack)
      throw new AppError('login-paused', `${site.username} at ${site.host}`);
    return this.#start(file, site, selection);
  }

  pause(runId: string): void {
    this.#run(runId)?.pause();
  }

  resume(runId: string): void {
    this.#run(runId)?.resume();
  }

  stop(runId: string): void {
    this.#run(runId)?.stop();
  }

  answersBatch(fileId: string): string {
    return answersBatch(this.#files.get(fileId), this.#parts.clock.now());
  }

  summaryCsv(fileId: string): string {
    return summaryCsv(this.#files.get(fileId));
  }

  /** Told of a file that was opened, read further or (null) closed. Returns its undo. */
  onFileChanged(listener: (fileId: string, file: MessageFile | null) => void): () => void {
    return this.#files.onChanged(listener);
  }

  /**
   * Told of a run and of the rows that have changed since the last time, at most ten times a second for each
   * run. Where more than a thousand change at once (it begins, it is stopped) they are not among the rows.
   * Returns its undo.
   */
  onRunChanged(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Stops all that runs, and waits for it. */
  async shutDown(): Promise<void> {
    this.#ending = true;
    const runs = [...this.#active];
    for (const run of runs) run.stop();
    await Promise.all(runs.map((run) => run.over));
    await this.#telling;
    await this.#files.shutDown();
  }

  #start(file: OpenFile, site: Site, selection: Selection): SendRun {
    if (this.#ending || file.closed) throw new AppError('cancelled');
    if (this.#isSending(file.id)) throw new AppError('invalid-input', 'This file is being sent');
    const indexes = file.ledger.chosen(selection);
    if (indexes.length === 0) throw new AppError('invalid-input', 'There is nothing to send');
    const { newId } = this.#parts;
    const run = new FileRun(newId(), { file, site }, indexes, {
      ...this.#parts,
      enter: (signal) => this.#turnstile(site).enter(signal),
      told: (told, changed) => this.#tell(told, changed),
    });
    this.#runs.set(file.id, run);
    this.#active.add(run);
    void run.over.then(() => this.#active.delete(run));
    run.go();
    return run.view();
  }

  #isSending(fileId: string): boolean {
    return this.#runs.get(fileId)?.isOver === false;
  }

  /** A site's files share what it may have on its way at once. One whose number was changed begins anew. */
  #turnstile({ id, options }: Site): Turnstile {
    const atOnce = options.messagesAtATime;
    const known = this.#turnstiles.get(id);
    if (known?.atOnce === atOnce) return known.turnstile;
    const turnstile = new Turnstile(atOnce);
    this.#turnstiles.set(id, { atOnce, turnstile });
    return turnstile;
  }

  #run(runId: string): FileRun | undefined {
    return [...this.#runs.values()].find(({ id }) => id === runId);
  }

  #search(file: OpenFile): Search {
    const search = this.#searches.get(file) ?? new Search();
    this.#searches.set(file, search);
    return search;
  }

  #tell(run: FileRun, indexes: readonly number[]): void {
    if (!this.#parts.showInitials()) {
      this.#told(
        run,
        indexes.map((index) => rowOf(run.file, index)),
      );
      return;
    }
    this.#telling = this.#telling.then(async () => {
      const rows = await rowsOf(run.file, indexes, true).catch(() =>
        // The file is gone or changed, which the run itself says: only the initials are missing.
        indexes.map((index) => rowOf(run.file, index)),
      );
      this.#told(run, rows);
    });
  }

  #told(run: FileRun, rows: readonly MessageRow[]): void {
    if (this.#runs.get(run.file.id) !== run) return;
    const view = run.view();
    for (const listener of [...this.#listeners]) listener(view, rows);
  }
}
