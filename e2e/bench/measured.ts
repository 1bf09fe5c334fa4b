import { performance } from 'node:perf_hooks';

/** One line of the table: our figure beside a peer's, both of this run. */
export interface Measured {
  readonly work: string;
  readonly peer: string;
  readonly ourSeconds: number;
  readonly peerSeconds: number;
  /** What else was measured of ours: speed, memory. */
  readonly note: string;
}

export async function seconds(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}

/** The middle one of some tries: these machines are noisy. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function table(rows: readonly Measured[]): string {
  const cells = [
    ['work', 'ours', 'peer', 'ours / peer', ''],
    ...rows.map(({ work, peer, ourSeconds, peerSeconds, note }) => [
      work,
      `${ourSeconds.toFixed(2)} s`,
      `${peerSeconds.toFixed(2)} s (${peer})`,
      (ourSeconds / peerSeconds).toFixed(2),
      note,
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
