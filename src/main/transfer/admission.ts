import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { FileFacts, Look } from './look.ts';
import type { Preflight, UnusualFile } from './preflight.ts';

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

interface Questioned extends UnusualFile {
  readonly transfer: Transfer;
  readonly facts: FileFacts;
}

/**
 * Looks at files of one site before they are queued. What is clean, or can't go at all, is settled as
 * soon as its part of them was looked at; about the rest there is one question in the end. A file that
 * can't be looked at is ready: when its turn comes, sending it says why. Rejects `cancelled`.
 */
export async function admit(
  parts: AdmissionParts,
  site: Site,
  transfers: readonly Transfer[],
): Promise<void> {
  const questioned: Questioned[] = [];
  for (const part of inParts(transfers)) {
    const wanted = part.filter(parts.wanted);
    const looks = await lookAtAll(parts, wanted);
    const ready: Transfer[] = [];
    const refused: { transfer: Transfer; failure: Failure }[] = [];
    for (const [index, transfer] of wanted.entries()) {
      const look = looks[index];
      if (look === undefined) ready.push(transfer);
      else if (look.kind === 'stopped') refused.push({ transfer, failure: look.failure });
      else if (look.kind === 'question')
        questioned.push({ transfer, name: transfer.name, ...look });
      else {
        parts.preflight.approve(transfer.id, look.facts);
        ready.push(transfer);
      }
    }
    parts.settle({ ready, refused });
  }
  if (questioned.length > 0) await askAbout(parts, site, questioned);
}

async function askAbout(
  { preflight, settle, signal }: AdmissionParts,
  site: Site,
  questioned: readonly Questioned[],
): Promise<void> {
  const files = questioned.map(({ name, inspection }) => ({ name, inspection }));
  const may = await preflight.mayGo(site.id, files, signal);
  if (signal.aborted) throw new AppError('cancelled');
  if (may) for (const { transfer, facts } of questioned) preflight.approve(transfer.id, facts);
  const all = questioned.map(({ transfer }) => transfer);
  const failure: Failure = { code: 'preflight-declined', detail: '' };
  settle(
    may
      ? { ready: all, refused: [] }
      : { ready: [], refused: all.map((transfer) => ({ transfer, failure })) },
  );
}

/** In the order given, a few at a time; undefined for one that can't be looked at. */
async function lookAtAll(
  { preflight, signal }: AdmissionParts,
  transfers: readonly Transfer[],
): Promise<readonly (Look | undefined)[]> {
  const looks: (Look | undefined)[] = transfers.map(() => undefined);
  const left = transfers.entries();
  const lookOn = async () => {
    for (const [index, { localPath }] of left)
      looks[index] = await preflight.look(localPath, signal).catch((thrown: unknown) => {
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
