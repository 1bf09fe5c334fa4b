import { join } from 'node:path';
import type { Site } from '../../shared/domain/site.ts';
import type { Transfer } from '../../shared/domain/transfer.ts';
import type { FoundFile } from './expand.ts';
import { targetOf } from './next-up.ts';
import { fileOf, renumbered } from './placing.ts';
import { joinRemote } from './remote-path.ts';

export interface IntakeParts {
  readonly newId: () => string;
  readonly now: number;
  readonly owner: string;
  /** Of the first of them; the others follow. What is listed in parts gets its last position then. */
  readonly position: number;
  /** A transfer that is not over yet and writes to this place. */
  readonly pending: (target: string) => Transfer | undefined;
}

export interface Intake {
  readonly added: readonly Transfer[];
  /** Of everything that was asked for, in its order. */
  readonly ids: readonly string[];
}

/** A transfer before it knows who owns it. */
type Draft = Pick<
  Transfer,
  | 'siteId'
  | 'direction'
  | 'localPath'
  | 'remotePath'
  | 'name'
  | 'size'
  | 'localModifiedAt'
  | 'allowEmpty'
>;

/**
 * The transfers for files to send. A file that already waits for the same place is not queued twice;
 * another file for the same place gets a number, because one of the two would be lost.
 */
export function takeUploads(
  parts: IntakeParts,
  site: Site,
  folder: string,
  files: readonly FoundFile[],
  allowEmpty: boolean,
): Intake {
  return take(
    parts,
    files.map((file) => ({
      siteId: site.id,
      direction: 'upload',
      localPath: file.localPath,
      remotePath: joinRemote(folder, file.name),
      name: file.name,
      size: file.size ?? 0,
      localModifiedAt: file.modifiedAt,
      allowEmpty: allowEmpty && file.size === 0,
    })),
  );
}

export function takeDownloads(
  parts: IntakeParts,
  site: Site,
  from: string,
  names: readonly string[],
  to: string,
): Intake {
  return take(
    parts,
    names.map((name) => ({
      siteId: site.id,
      direction: 'download',
      localPath: join(to, name),
      remotePath: joinRemote(from, name),
      name,
      size: 0,
      localModifiedAt: null,
      allowEmpty: true,
    })),
  );
}

function take(parts: IntakeParts, drafts: readonly Draft[]): Intake {
  const added = new Map<string, Transfer>();
  const at = (target: string) => added.get(target) ?? parts.pending(target);
  const series = new Map<string, Series>();
  const ids = drafts.map((draft) => {
    const base = targetOf(draft);
    const { known, next } = series.get(base) ?? { known: new Map<string, string>(), next: 1 };
    const file = fileOf(draft);
    for (let number = next; !known.has(file); number += 1) {
      series.set(base, { known, next: number + 1 });
      const placed = number === 1 ? draft : renumbered(draft, number);
      const target = targetOf(placed);
      const other = at(target);
      if (other !== undefined) {
        const there = fileOf(other);
        if (!known.has(there)) known.set(there, other.id);
        continue;
      }
      const made = make(parts, placed, parts.position + added.size);
      added.set(target, made);
      known.set(file, made.id);
    }
    return known.get(file) ?? '';
  });
  return { added: [...added.values()], ids };
}

/** The names of a place that were tried: ten thousand files of one name cost ten thousand steps in all. */
interface Series {
  /** File by file, the transfer that brings it. */
  readonly known: Map<string, string>;
  /** The next number. */
  readonly next: number;
}

function make(parts: IntakeParts, draft: Draft, position: number): Transfer {
  return {
    ...draft,
    id: parts.newId(),
    status: 'waiting',
    serverMayHave: 'nothing',
    tries: 0,
    retryAt: null,
    sentBytes: 0,
    sha256: null,
    messages: null,
    verifiedBy: null,
    fingerprint: null,
    reply: null,
    failure: null,
    queuedAt: parts.now,
    startedAt: null,
    endedAt: null,
    position,
    owner: parts.owner,
  };
}
