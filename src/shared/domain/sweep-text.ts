import type { SweptPort } from './check.ts';

/** How a port fared on the way to the server: open and refused both came through every firewall. */
export type PortWay = 'through' | 'dropped' | 'unreachable';

/** Neighbouring ports that fared alike. */
export interface PortRun {
  readonly from: number;
  readonly to: number;
  readonly way: PortWay;
}

export const wayOf = ({ state }: Pick<SweptPort, 'state'>): PortWay =>
  state === 'open' || state === 'refused' ? 'through' : state;

/** The ports of a sweep, by number, as runs of neighbours. */
export function portRuns(ports: readonly SweptPort[]): readonly PortRun[] {
  const runs: PortRun[] = [];
  for (const swept of [...ports].sort((one, other) => one.port - other.port)) {
    const last = runs.at(-1);
    const way = wayOf(swept);
    if (last !== undefined && last.way === way && last.to + 1 === swept.port) {
      runs[runs.length - 1] = { ...last, to: swept.port };
    } else {
      runs.push({ from: swept.port, to: swept.port, way });
    }
  }
  return runs;
}

const wayWords: Readonly<Record<PortWay, string>> = {
  through: 'let through',
  dropped: 'most likely dropped by a firewall',
  unreachable: 'could not be tried from this computer',
};

/** "52000-52010 let through, 52011 most likely dropped by a firewall". Empty where no port was tried. */
export function sweepText(ports: readonly SweptPort[]): string {
  return portRuns(ports)
    .map(({ from, to, way }) => `${from === to ? from : `${from}-${to}`} ${wayWords[way]}`)
    .join(', ');
}
