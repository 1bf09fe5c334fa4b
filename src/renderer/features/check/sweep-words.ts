import { adviceFor } from '../../../shared/domain/check-advice.ts';
import type { Check, Sweep, SweptPort } from '../../../shared/domain/check.ts';
import { aboutSite } from '../../../shared/domain/error-text.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { portRuns, wayOf, type PortWay } from '../../../shared/domain/sweep-text.ts';

/** A sweep over the data ports in words. */
export interface SweepWords {
  readonly tone: 'good' | 'bad' | 'neutral';
  readonly title: string;
  readonly text: string;
  /** What to ask IT for, ready to copy. */
  readonly request: string | null;
}

/** "52000-52003, 52005 and 52010" */
function rangesIn(sweep: Sweep, way: PortWay): string {
  const words = portRuns(sweep.ports)
    .filter((run) => run.way === way)
    .map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const countOf = ({ ports }: Sweep, state: SweptPort['state']): number =>
  ports.filter((one) => one.state === state).length;

export function sweepInWords(sweep: Sweep, site: Site): SweepWords {
  const tried = sweep.ports.length;
  const dropped = rangesIn(sweep, 'dropped');
  if (sweep.failure !== null) return notStarted(adviceFor(sweep.failure, aboutSite(site)).sentence);
  if (!sweep.done)
    return {
      tone: 'neutral',
      title: `Trying data ports: ${tried} of ${sweep.total}`,
      text: dropped === '' ? '' : `Dropped so far: ${dropped}.`,
      request: null,
    };
  const text = endText(sweep, dropped);
  const request = dropped === '' ? null : `Please open outgoing TCP ${dropped} to ${site.host}.`;
  if (tried < sweep.total)
    return {
      tone: 'neutral',
      title: `Stopped after ${tried} of ${sweep.total} data ports.`,
      text,
      request,
    };
  const unreachable = countOf(sweep, 'unreachable');
  if (unreachable === tried) return notStarted(text);
  if (request === null && unreachable === 0)
    return { tone: 'good', title: `All ${tried} data ports are let through.`, text, request };
  const tone = request === null ? 'neutral' : 'bad';
  return { tone, title: `${letThroughWords(sweep)} let through.`, text, request };
}

const notStarted = (text: string): SweepWords => ({
  tone: 'neutral',
  title: 'The data ports could not be tried.',
  text,
  request: null,
});

function letThroughWords(sweep: Sweep): string {
  const tried = sweep.ports.length;
  const through = sweep.ports.filter((port) => wayOf(port) === 'through').length;
  if (through === 0) return 'No data port is';
  return `${through} of ${tried} data ports ${through === 1 ? 'is' : 'are'}`;
}

function endText(sweep: Sweep, dropped: string): string {
  const unreachable = rangesIn(sweep, 'unreachable');
  const parts = [
    dropped === '' ? '' : `A firewall on the way most likely drops ${dropped}.`,
    unreachable === '' ? '' : `This computer found no way to the server for ${unreachable}.`,
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join(' ');
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

export type PortCell = PortWay | 'untried';

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
    return { port, cell: state === undefined ? 'untried' : wayOf({ state }) };
  });
}

const mostCells = 100;
