import { hasDisplay, startDisplay } from './display.mjs';
import { startKeyring } from './keyring.mjs';

/**
 * What the tests of these stages run in on Linux: a keychain of their own, and a display when there
 * is none. Elsewhere the system has both.
 * @param {{ keyring: boolean, display: boolean }} wanted
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startTestSession(wanted) {
  /** @type {{ env: Record<string, string>, stop: () => Promise<void> }[]} */
  const parts = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  try {
    if (process.platform === 'linux' && wanted.keyring) parts.push(await startKeyring());
    if (!hasDisplay() && wanted.display) parts.push(await startDisplay());
  } catch (error) {
    await stop();
    throw error;
  }
  return { env: Object.assign({}, ...parts.map(({ env }) => env)), stop };
}
