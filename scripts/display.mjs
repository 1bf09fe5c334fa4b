import { firstLine, spawnWatched, stopWatched } from './watched-child.mjs';

/** Whether windows can be opened here. */
export function hasDisplay() {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY) ||
    Boolean(process.env.WAYLAND_DISPLAY)
  );
}

/**
 * Starts a display in memory (Xvfb), on a number that is free.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startDisplay() {
  const screen = ['-screen', '0', '1920x1200x24', '-nolisten', 'tcp'];
  const server = spawnWatched('Xvfb', ['-displayfd', '1', ...screen]);
  const number = await firstLine(server);
  return { env: { DISPLAY: `:${number}` }, stop: () => stopWatched(server) };
}
