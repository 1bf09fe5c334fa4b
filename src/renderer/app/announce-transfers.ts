import type { Transfer } from '../../shared/domain/transfer.ts';
import { announce } from '../ui/announce.ts';
import { needsLook } from './queue-summary.ts';
import { describeSiteFailure, serverName } from './site-words.ts';
import { useSites } from './sites-store.ts';
import { useTransfers } from './transfers-store.ts';
import type { Site } from '../../shared/domain/site.ts';

type ById = ReadonlyMap<string, Transfer>;

export interface Saying {
  readonly text: string;
  readonly urgency: 'polite' | 'assertive';
}

/**
 * What a screen reader says about a change of the queue: starts, ends and failures, one sentence for
 * one file, and one for all where more changed at once.
 */
export function sayingsOf(
  before: ById,
  after: ById,
  siteOf: (id: string) => Site | undefined,
): readonly Saying[] {
  const started: Transfer[] = [];
  const arrived: Transfer[] = [];
  const bad: Transfer[] = [];
  for (const transfer of after.values()) {
    const was = before.get(transfer.id);
    if (was === transfer || was?.status === transfer.status) continue;
    if (transfer.status === 'sending') started.push(transfer);
    else if (transfer.status === 'verified' || transfer.status === 'accepted')
      arrived.push(transfer);
    else if (needsLook(transfer)) bad.push(transfer);
  }
  const sayings: Saying[] = [];
  const [firstBad] = bad;
  if (firstBad && bad.length === 1)
    sayings.push({ text: badWords(firstBad, siteOf(firstBad.siteId)), urgency: 'assertive' });
  else if (bad.length > 1)
    sayings.push({ text: `${bad.length} files need a look.`, urgency: 'assertive' });
  const [firstArrived] = arrived;
  if (firstArrived)
    sayings.push({ text: arrivedWords(firstArrived, arrived.length, siteOf), urgency: 'polite' });
  const [firstStarted] = started;
  if (firstStarted && arrived.length === 0)
    sayings.push({
      text:
        started.length === 1 ? `Sending ${firstStarted.name}.` : `Sending ${started.length} files.`,
      urgency: 'polite',
    });
  return sayings;
}

function badWords(transfer: Transfer, site: Site | undefined): string {
  if (transfer.failure === null) return `${transfer.name} needs a look.`;
  const { sentence, nextStep } = describeSiteFailure(transfer.failure, site, {
    file: transfer.name,
  });
  return `${transfer.name}: ${sentence} ${nextStep}`;
}

function arrivedWords(
  transfer: Transfer,
  count: number,
  siteOf: (id: string) => Site | undefined,
): string {
  if (transfer.direction === 'download')
    return count === 1 ? `${transfer.name} was downloaded.` : `${count} files arrived.`;
  const by = serverName(siteOf(transfer.siteId));
  return count === 1
    ? `${transfer.name} was accepted by ${by}.`
    : `${count} files were accepted by ${by}.`;
}

/** Returns its undo. */
export function startAnnouncingTransfers(): () => void {
  return useTransfers.subscribe((state, before) => {
    if (state.byId === before.byId || before.revision === -1) return;
    const { sites } = useSites.getState();
    const siteOf = (id: string) => sites.find((site) => site.id === id);
    for (const { text, urgency } of sayingsOf(before.byId, state.byId, siteOf))
      announce(text, urgency);
  });
}
