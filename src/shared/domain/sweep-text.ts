import type { SweptPort } from './check.ts';

/** Neighbouring ports that fared alike. */
export interface PortRun {
  readonly from: number;
  readonly to: number;
  /** Open or refused: in both cases no firewall dropped it. */
  readonly letThrough: boolean;
}

const isLetThrough = ({ state }: SweptPort): boolean => state !== 'dropped';

/** The ports of a sweep, by number, as runs of neighbours. */
export function portRuns(ports: readonly SweptPort[]): readonly PortRun[] {
  const runs: PortRun[] = [];
  for (const swept of [...ports].sort((one, other) => one.port - other.port)) {
    const last = runs.at(-1);
    const letThrough = isLetThrough(swept);
    if (last !== undefined && last.letThrough === letThrough && last.to + 1 === swept.port) {
      runs[runs.length - 1] = { ...last, to: swept.port };
    } else {
      runs.push({ from: swept.port, to: swept.port, letThrough });
    }
  }
  return runs;
}

/** "52000-52010 let through, 52011 dropped by a firewall". Empty where no port was tried. */
export function sweepText(ports: readonly SweptPort[]): string {
  return portRuns(ports)
    .map(({ from, to, letThrough }) => {
      const range = from === to ? String(from) : `${from}-${to}`;
      return `${range} ${letThrough ? 'let through' : 'dropped by a firewall'}`;
    })
    .join(', ');
}
