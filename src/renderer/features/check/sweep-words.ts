import type { Check, Sweep, SweptPort } from '../../../shared/domain/check.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { portRuns } from '../../../shared/domain/sweep-text.ts';

/** A sweep over the data ports in words. */
export interface SweepWords {
  readonly tone: 'good' | 'bad' | 'neutral';
  readonly title: string;
  readonly text: string;
  /** What to ask IT for, ready to copy. */
  readonly request: string | null;
}

/** "52000-52003, 52005 and 52010" */
function rangesIn(sweep: Sweep, letThrough: boolean): string {
  const words = portRuns(sweep.ports)
    .filter((run) => run.letThrough === letThrough)
    .map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const countOf = ({ ports }: Sweep, state: SweptPort['state']): number =>
  ports.filter((one) => one.state === state).length;

export function sweepInWords(sweep: Sweep, { host }: Pick<Site, 'host'>): SweepWords {
  const tried = sweep.ports.length;
  const dropped = rangesIn(sweep, false);
  if (!sweep.done)
    return {
      tone: 'neutral',
      title: `Trying data ports: ${tried} of ${sweep.total}`,
      text: dropped === '' ? '' : `Dropped so far: ${dropped}.`,
      request: null,
    };
  const text = endText(sweep, dropped);
  const request = dropped === '' ? null : `Please open outgoing TCP ${dropped} to ${host}.`;
  if (tried < sweep.total)
    return {
      tone: 'neutral',
      title: `Stopped after ${tried} of ${sweep.total} data ports.`,
      text,
      request,
    };
  if (request === null)
    return { tone: 'good', title: `All ${tried} data ports are let through.`, text, request };
  return { tone: 'bad', title: `${letThroughWords(sweep)} let through.`, text, request };
}

function letThroughWords(sweep: Sweep): string {
  const tried = sweep.ports.length;
  const through = tried - countOf(sweep, 'dropped');
  if (through === 0) return 'No data port is';
  return `${through} of ${tried} data ports ${through === 1 ? 'is' : 'are'}`;
}

function endText(sweep: Sweep, dropped: string): string {
  if (dropped !== '') return `A firewall on the way most likely drops ${dropped}.`;
  const refused = countOf(sweep, 'refused');
  if (refused === 0) return '';
  return `${countOf(sweep, 'open')} open, ${refused} refused. Refused is fine: a port opens only while data moves.`;
}

/** Whether a check came far enough for the data ports to be the question. */
export function mayTryPorts(
  { protocol, options }: Pick<Site, 'protocol' | 'options'>,
  check: Check | undefined,
): boolean {
  if (protocol !== 'ftps' || options.passivePorts === null) return false;
  return (
    check?.steps.some(({ id, outcome }) => id === 'sign-in' && outcome !== 'not-reached') === true
  );
}

export type PortCell = 'through' | 'dropped' | 'untried';

/** The state of each port of a range, in order: for the strip. Null where there are too many to be seen. */
export function portCells(
  { ports }: Sweep,
  range: { readonly from: number; readonly to: number } | null,
): readonly { readonly port: number; readonly cell: PortCell }[] | null {
  if (range === null || range.to - range.from >= mostCells) return null;
  const states = new Map(ports.map(({ port, state }) => [port, state]));
  return Array.from({ length: range.to - range.from + 1 }, (_, index) => {
    const port = range.from + index;
    const state = states.get(port);
    if (state === undefined) return { port, cell: 'untried' };
    return { port, cell: state === 'dropped' ? 'dropped' : 'through' };
  });
}

const mostCells = 100;
