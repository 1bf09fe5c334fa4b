import { AppError } from '../../shared/domain/error.ts';
import type { Prompt } from '../../shared/domain/prompt.ts';
import type { OnExists } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import type { Ask } from '../prompts/ask.ts';
import { checkRemotePath, folderOf } from './remote-path.ts';
import type { Leg } from './run.ts';

type ExistsPrompt = Extract<Prompt, { kind: 'file-exists' }>;
type Choice = Exclude<OnExists, 'ask'>;

/** Where a file is to go, and what is done about what may be there already. */
export interface Aim {
  /** As settings and queue say it: maybe from the folder that the server opened. */
  readonly path: string;
  readonly rule: OnExists;
  /** What is there, if it is no longer than the file, is a piece that a broken-off upload of it left. */
  readonly ours: boolean;
  /** The server has said that the name is taken, though it may not be looked at. */
  readonly taken: boolean;
  /** A person said that so many bytes of the server are the beginning of the file, which nobody could compare. */
  readonly agreedSize: number | null;
}

/** What a person is told of a name that is taken. */
export type Existing = Pick<ExistsPrompt, 'beginning' | 'names'> & {
  /** As the server says it. */
  readonly path: string;
  /** Null: it may not be looked at. */
  readonly there: { readonly size: number; readonly modifiedAt: number | null } | null;
};

/** "Do the same for all", said to a question about a file of which that was known. */
interface ForAll {
  readonly choice: Choice;
  readonly beginning: Existing['beginning'];
}

interface ConflictParts {
  readonly ask: Ask;
  readonly clock: Pick<Clock, 'now'>;
}

/** What is done about files whose name is on the server already. */
export class Conflicts {
  readonly #parts: ConflictParts;
  /** Of a site, until its queue has run dry. */
  readonly #forAll = new Map<string, ForAll>();
  /** One question at a time for each site, so that "for all" spares the next ones. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** Names that were found free for files under way. */
  readonly #claims = new Map<string, string>();

  constructor(parts: ConflictParts) {
    this.#parts = parts;
  }

  firstAim({ transfer, site }: Leg): Aim {
    return {
      path: transfer.remotePath,
      rule: this.#forAll.get(site.id)?.choice ?? site.onExists,
      ours: transfer.serverMayHave !== 'nothing',
      taken: false,
      agreedSize: null,
    };
  }

  /**
   * Asks what is to be done, unless "for all" was said meanwhile. Rejects `cancelled`, and
   * `remote-beginning-differs` where the site wants to go on with what is there, but it does not fit and
   * nobody says what else to do.
   */
  async choose(leg: Leg, aim: Aim, existing: Existing): Promise<Aim | 'skip'> {
    return this.#inTurn(leg.site.id, () => this.#choose(leg, aim, existing));
  }

  forget(siteId: string): void {
    this.#forAll.delete(siteId);
  }

  /** Time of sending, for a name. */
  now(): number {
    return this.#parts.clock.now();
  }

  /** Whether no other file under way is to get this name; until `release`. */
  claim({ site, transfer }: Leg, path: string): boolean {
    // Servers on Windows see no difference between "A.HL7" and "a.hl7".
    const key = `${site.id}\0${path.toLowerCase()}`;
    const holder = this.#claims.get(key);
    if (holder !== undefined && holder !== transfer.id) return false;
    this.#claims.set(key, transfer.id);
    return true;
  }

  release({ transfer }: Leg): void {
    for (const [key, holder] of this.#claims) if (holder === transfer.id) this.#claims.delete(key);
  }

  async #choose(leg: Leg, aim: Aim, existing: Existing): Promise<Aim | 'skip'> {
    const { site, signal } = leg;
    if (stopped(signal)) throw new AppError('cancelled');
    const settled = this.#forAll.get(site.id);
    if (settled !== undefined && answers(settled, existing))
      return after(aim, existing, settled.choice);
    const answer = await this.#parts.ask(questionOf(leg, existing), signal);
    if (stopped(signal)) throw new AppError('cancelled');
    if (answer.kind !== 'exists') {
      if (aim.rule === 'resume') throw doesNotFit(existing);
      return 'skip';
    }
    const { choice, name, forAll } = answer;
    if (forAll) this.#forAll.set(site.id, { choice, beginning: existing.beginning });
    if (choice === 'rename' && name !== null) return typed(aim, name);
    return after(aim, existing, choice);
  }

  #inTurn<T>(siteId: string, act: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(siteId) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#turns.set(siteId, mine);
    return mine;
  }
}

/** As a function, or TypeScript takes the first look for the last word. */
const stopped = (signal: AbortSignal): boolean => signal.aborted;

/** Going on with what nobody could compare was only agreed to by whoever was told so. */
const answers = ({ choice, beginning }: ForAll, existing: Existing): boolean =>
  choice !== 'resume' ||
  existing.beginning === 'same' ||
  (existing.beginning === 'unknown' && beginning === 'unknown');

function after(aim: Aim, existing: Existing, choice: Choice): Aim | 'skip' {
  const taken = existing.there === null;
  const next: Aim = { ...aim, rule: choice, ours: false, taken, agreedSize: null };
  switch (choice) {
    case 'skip':
      return 'skip';
    case 'resume':
      if (existing.beginning === 'other') throw doesNotFit(existing);
      if (existing.beginning === 'same') return next;
      return { ...next, agreedSize: existing.there?.size ?? null };
    case 'overwrite':
    case 'rename':
    case 'numerate':
      return next;
  }
}

/** A typed name is tried as any other: if it is taken too, that is asked about. */
function typed(aim: Aim, name: string): Aim {
  const path = folderOf(aim.path) + name;
  checkRemotePath(path);
  return { path, rule: 'ask', ours: false, taken: false, agreedSize: null };
}

function questionOf(leg: Leg, { path, there, beginning, names }: Existing) {
  const { transfer, site } = leg;
  return {
    kind: 'file-exists' as const,
    siteId: site.id,
    name: transfer.name,
    remotePath: path,
    remoteSize: there?.size ?? null,
    remoteModifiedAt: there?.modifiedAt ?? null,
    localSize: transfer.size,
    localModifiedAt: transfer.localModifiedAt,
    beginning,
    names,
    more: leg.more(),
  };
}

function doesNotFit({ there, beginning }: Existing): AppError {
  const size = there === null ? 'Its bytes' : `It has ${there.size} bytes, which`;
  const why =
    beginning === 'unknown' ? 'can not be read back' : 'are not the beginning of the file';
  return new AppError('remote-beginning-differs', `${size} ${why}.`);
}
