import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { Look, LookedAt } from './look.ts';
import { declined, type Doubt, type Preflight } from './preflight.ts';
import { transition } from './transition.ts';

/** Files that were looked at, some of them at a time. */
export interface Admitted {
  readonly ready: readonly Transfer[];
  readonly refused: readonly { readonly transfer: Transfer; readonly failure: Failure }[];
}

export interface AdmissionParts {
  readonly preflight: Preflight;
  /** Whether it is still to be sent. */
  readonly wanted: (transfer: Transfer) => boolean;
  /** What it throws ends the admission. */
  readonly settle: (admitted: Admitted) => void;
  readonly signal: AbortSignal;
}

const most = { files: 50, bytes: 32 * 1024 * 1024, atOnce: 4 };

interface Questioned {
  readonly transfer: Transfer;
  readonly facts: LookedAt;
  readonly doubt: Doubt;
}

/**
 * Looks at files of one site before they are queued. What is clean, or can't go at all, is settled as
 * soon as its part of them was looked at; about the rest there is one question in the end: what is unusual
 * in them, and which content went to the site before, is on its way to it, or is among them twice. A file
 * that can't be looked at is ready: when its turn comes, sending it says why. Rejects `cancelled`,
 * `storage-failed`.
 */
export async function admit(
  parts: AdmissionParts,
  site: Site,
  transfers: readonly Transfer[],
): Promise<void> {
  const questioned: Questioned[] = [];
  const drop = new Drop();
  for (const part of inParts(transfers)) {
    const wanted = part.filter(parts.wanted);
    const looks = await lookAtAll(parts, site, wanted);
    const ready: Transfer[] = [];
    const refused: { transfer: Transfer; failure: Failure }[] = [];
    for (const [index, transfer] of wanted.entries()) {
      const look = looks[index];
      if (look === undefined) {
        ready.push(transfer);
        continue;
      }
      const verdict = parts.preflight.judge(transfer, look, drop.copyOf(look));
      if (verdict.kind === 'stopped') refused.push({ transfer, failure: verdict.failure });
      else {
        drop.add(transfer, verdict.facts);
        if (verdict.kind === 'question') questioned.push({ transfer, ...verdict });
        else ready.push(approved(parts, transfer, verdict.facts));
      }
    }
    parts.settle({ ready, refused });
    drop.listed(ready);
  }
  if (questioned.length > 0) await askAbout(parts, site, questioned);
}

/** The first of each content of a drop, while the list does not know it. */
class Drop {
  readonly #first = new Map<string, Transfer>();

  add(transfer: Transfer, { sha256, size }: LookedAt): void {
    if (size > 0 && !this.#first.has(sha256)) this.#first.set(sha256, transfer);
  }

  listed(transfers: readonly Transfer[]): void {
    for (const { id, sha256 } of transfers)
      if (sha256 !== null && this.#first.get(sha256)?.id === id) this.#first.delete(sha256);
  }

  /** Its name. */
  copyOf(look: Look): string | null {
    return look.kind === 'stopped' ? null : (this.#first.get(look.facts.sha256)?.name ?? null);
  }
}

async function askAbout(
  parts: AdmissionParts,
  site: Site,
  questioned: readonly Questioned[],
): Promise<void> {
  const { preflight, settle, signal } = parts;
  const files = questioned.map(({ transfer: { name }, doubt }) => ({ name, ...doubt }));
  const may = await preflight.mayGo(site.id, files, signal);
  if (signal.aborted) throw new AppError('cancelled');
  const yes = questioned.filter((_each, index) => may[index] === true);
  const no = questioned.filter((_each, index) => may[index] !== true);
  const ready = yes.map(({ transfer, facts }) => approved(parts, transfer, facts));
  settle({
    ready,
    refused: no.map(({ transfer, doubt }) => ({
      transfer,
      failure: declined(doubt, transfer.name),
    })),
  });
  for (const { transfer, facts, doubt } of yes) preflight.agree(transfer, facts, doubt);
}

/** It may go, with what is known of it. */
function approved({ preflight }: AdmissionParts, transfer: Transfer, facts: LookedAt): Transfer {
  preflight.approve(transfer, facts);
  const { sha256, messages } = facts;
  return transition(transfer, { kind: 'looked-at', sha256, messages }) ?? transfer;
}

/** In the order given, a few at a time; undefined for one that can't be looked at. */
async function lookAtAll(
  { preflight, signal }: AdmissionParts,
  site: Site,
  transfers: readonly Transfer[],
): Promise<readonly (Look | undefined)[]> {
  const looks: (Look | undefined)[] = transfers.map(() => undefined);
  const left = transfers.entries();
  const lookOn = async () => {
    for (const [index, { localPath }] of left)
      looks[index] = await preflight.look(site, localPath, signal).catch((thrown: unknown) => {
        if (signal.aborted) throw new AppError('cancelled');
        // Sending it meets the same, and tells it by the file's name.
        if (thrown instanceof AppError) return undefined;
        throw thrown;
      });
  };
  await Promise.all(Array.from({ length: most.atOnce }, lookOn));
  return looks;
}

/** So many that they are looked at in a moment; a large file is a part of its own. */
function* inParts(transfers: readonly Transfer[]): Generator<readonly Transfer[]> {
  let part: Transfer[] = [];
  let bytes = 0;
  for (const transfer of transfers) {
    if (part.length >= most.files || (part.length > 0 && bytes + transfer.size > most.bytes)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(transfer);
    bytes += transfer.size;
  }
  if (part.length > 0) yield part;
}
