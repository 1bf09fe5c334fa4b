import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Inspection } from '../../shared/domain/inspection.ts';
import type { SentBefore } from '../../shared/domain/receipt.ts';
import { duplicateWords, isDuplicate, type Duplicate } from '../../shared/domain/sent-before.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import { safeLine } from '../log/safe-text.ts';
import { Agreements } from './agreements.ts';
import { Copies } from './copies.ts';
import { lookAt, type FileFacts, type Look, type LookedAt } from './look.ts';
import type { QueueParts } from './queue-parts.ts';
import type { Leg } from './run.ts';
import { localFacts } from './snapshot.ts';

/** Why a person is asked before a file goes: at least one of the three. */
export interface Doubt extends Duplicate {
  readonly inspection: Inspection | null;
}

type DoubtfulFile = Doubt & { readonly name: string };

type Verdict =
  | { readonly kind: 'fine'; readonly facts: LookedAt }
  | { readonly kind: 'question'; readonly facts: LookedAt; readonly doubt: Doubt }
  | { readonly kind: 'stopped'; readonly failure: Failure };

/** What the pre-flight check needs to know of the list, and tells it. */
interface PreflightList {
  readonly transfer: (id: string) => Transfer | undefined;
  /** What was learned of one that is on the list: to be written with the next write. */
  readonly lookedAt: (id: string, facts: LookedAt) => void;
}

type Parts = Pick<QueueParts, 'inspect' | 'hash' | 'sentBefore' | 'ask'>;

/** Every upload is looked at before it goes, if only to know which content it is. */
export const isLookedAt = ({ direction }: Pick<Transfer, 'direction'>): boolean =>
  direction === 'upload';

/**
 * Which files were looked at and may go, in which state. It is not written down: after a restart each
 * file is looked at again.
 */
export class Preflight {
  readonly #parts: Parts;
  readonly #list: PreflightList;
  readonly #passed = new Map<string, LookedAt>();
  readonly #agreements = new Agreements();
  readonly #copies: Copies;
  /** One question at a time for each site. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(parts: Parts, list: PreflightList) {
    this.#parts = parts;
    this.#list = list;
    this.#copies = new Copies(list.transfer);
  }

  look(site: Pick<Site, 'preflight'>, path: string, signal: AbortSignal): Promise<Look> {
    return lookAt(this.#parts, site, path, signal);
  }

  /**
   * Whether it may go as it was looked at. `copyOf`: another of its drop with the same content. What the
   * person agreed to is not asked about again. Throws AppError `storage-failed`.
   */
  judge({ id, siteId }: Transfer, look: Look, copyOf: string | null): Verdict {
    if (look.kind === 'stopped') return look;
    const { facts } = look;
    const { sha256 } = facts;
    if (facts.size === 0) return { kind: 'fine', facts };
    const agreed = this.#agreements.until(id, sha256);
    const has = this.#passed.get(id)?.sha256 === sha256;
    const doubt: Doubt = {
      inspection: look.kind === 'question' && agreed === null ? look.inspection : null,
      sentBefore: this.#sentBefore(siteId, sha256, agreed),
      copyOf:
        has || agreed === Infinity
          ? null
          : (copyOf ?? this.#copies.of(siteId, sha256, id)[0]?.name ?? null),
    };
    return doubt.inspection === null && !isDuplicate(doubt)
      ? { kind: 'fine', facts }
      : { kind: 'question', facts, doubt };
  }

  /** One question about all of them: an answer for each. Aborting withdraws it: all are then no. */
  async mayGo(
    siteId: string,
    files: readonly DoubtfulFile[],
    signal: AbortSignal,
  ): Promise<readonly boolean[]> {
    const answer = await this.#parts.ask({ kind: 'preflight', siteId, files: [...files] }, signal);
    if (answer.kind !== 'only') return files.map(() => answer.kind === 'yes');
    const chosen = new Set(answer.files);
    return files.map((_file, index) => chosen.has(index));
  }

  /** It may go as it is now. */
  approve({ id, siteId }: Transfer, facts: LookedAt): void {
    this.#passed.set(id, facts);
    if (facts.size === 0) return;
    this.#copies.add(siteId, facts.sha256, id);
    this.#list.lookedAt(id, facts);
  }

  /** The person wants this content sent, whatever was told; after all that go with it were approved. */
  agree({ id, siteId }: Transfer, { sha256 }: LookedAt, { sentBefore, copyOf }: Doubt): void {
    this.#agreements.add(id, sha256, copyOf === null ? (sentBefore?.at ?? -Infinity) : Infinity);
    if (copyOf === null) return;
    // Whichever of the copies comes first: sending the others was agreed to.
    for (const other of this.#copies.of(siteId, sha256, id))
      this.#agreements.add(other.id, sha256, Infinity);
  }

  /** The person was told what became of its content until then (ms since 1970), and wants it sent again. */
  agreeAgain({ id, sha256 }: Pick<Transfer, 'id' | 'sha256'>, until: number): void {
    if (sha256 !== null) this.#agreements.add(id, sha256, until);
  }

  /** It has to be looked at again before it may go; what was agreed to stays so. */
  forget(id: string): void {
    this.#passed.delete(id);
    this.#copies.delete(id);
  }

  /** Whether the file may go in this state, after all that has arrived by now. Throws AppError `storage-failed`. */
  allows({ transfer }: Leg, facts: FileFacts): boolean {
    if (facts.size === 0 || !isLookedAt(transfer)) return true;
    const passed = this.#passed.get(transfer.id);
    if (passed === undefined || !isSame(passed, facts)) return false;
    return this.judge(transfer, { kind: 'fine', facts: passed }, null).kind === 'fine';
  }

  /**
   * For one whose turn has come and that may not go as it is now, before it was looked at or asked about.
   * Rejects `preflight-stopped`, `preflight-declined`, `sent-before`, `cancelled`, and as `look` does.
   */
  async check({ transfer, site, signal }: Leg): Promise<void> {
    const passed = this.#passed.get(transfer.id);
    const look: Look =
      passed !== undefined && isSame(passed, await localFacts(transfer.localPath))
        ? { kind: 'fine', facts: passed }
        : await this.look(site, transfer.localPath, signal);
    if (look.kind === 'stopped') throw new AppError(look.failure.code, look.failure.detail);
    if (this.judge(transfer, look, null).kind === 'question')
      await this.#inTurn(site.id, () => this.#askAlone(transfer, look, signal));
    this.approve(transfer, look.facts);
  }

  async #askAlone(transfer: Transfer, look: Look, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new AppError('cancelled');
    // Again: more may have arrived, or been agreed to, while others were asked about.
    const verdict = this.judge(transfer, look, null);
    if (verdict.kind !== 'question') return;
    const { doubt, facts } = verdict;
    const { name, siteId } = transfer;
    const [may] = await this.mayGo(siteId, [{ name, ...doubt }], signal);
    if (isOver(signal)) throw new AppError('cancelled');
    const { code, detail } = declined(doubt, name);
    if (may !== true) throw new AppError(code, detail);
    this.agree(transfer, facts, doubt);
  }

  #sentBefore(siteId: string, sha256: string, agreed: number | null): SentBefore | null {
    const sent = this.#parts.sentBefore(siteId, sha256);
    return sent === null || (agreed !== null && sent.at <= agreed) ? null : sent;
  }

  #inTurn<T>(siteId: string, act: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(siteId) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#turns.set(siteId, mine);
    return mine;
  }
}

/** How a file ends that the person said no to. */
export function declined(doubt: Doubt, name: string): Failure {
  const detail = safeLine(duplicateWords(doubt, name, null), 400);
  return { code: doubt.inspection === null ? 'sent-before' : 'preflight-declined', detail };
}

const isSame = (one: FileFacts, other: FileFacts): boolean =>
  one.size === other.size && one.modifiedAt === other.modifiedAt;

/** As a function, or TypeScript takes the first look for the last word. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;
