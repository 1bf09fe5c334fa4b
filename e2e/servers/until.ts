import { connect } from 'node:net';

export interface UntilOptions {
  /** What is waited for, for the error: "Waited 10 s for <what>". */
  readonly what: string;
  readonly detail?: () => string;
  readonly timeoutMs?: number;
}

/** Asks every few milliseconds until the answer is yes; throws when it takes too long. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { what, detail, timeoutMs = 10_000 }: UntilOptions,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs / 1000} s for ${what}\n${detail?.() ?? ''}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether a port on 127.0.0.1 takes a connection now. */
export function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
