import { hasArrived, type Transfer } from '../../shared/domain/transfer.ts';
import { announce } from '../ui/announce.ts';
import type { TransferChange } from './queue-index.ts';
import { needsLook } from './queue-summary.ts';
import { describeSiteFailure, serverName } from './site-words.ts';
import { useSites } from './sites-store.ts';
import { onTransfersChanged } from './transfers-store.ts';
import type { Site } from '../../shared/domain/site.ts';

export interface Saying {
  readonly text: string;
  readonly urgency: 'polite' | 'assertive';
}

/**
 * What a screen reader says about a change of the queue: starts, ends and failures, one sentence for
 * one file, and one for all where more changed at once.
 */
export function sayingsOf(
  changes: readonly TransferChange[],
  siteOf: (id: string) => Site | undefined,
): readonly Saying[] {
  const started: Transfer[] = [];
  const arrived: Transfer[] = [];
  const bad: Transfer[] = [];
  for (const { before, after } of changes) {
    if (after === undefined || before?.status === after.status) continue;
    if (after.status === 'sending') started.push(after);
    else if (hasArrived(after.status)) arrived.push(after);
    else if (needsLook(after)) bad.push(after);
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
  return onTransfersChanged((changes) => {
    const { sites } = useSites.getState();
    const siteOf = (id: string) => sites.find((site) => site.id === id);
    for (const { text, urgency } of sayingsOf(changes, siteOf)) announce(text, urgency);
  });
}
