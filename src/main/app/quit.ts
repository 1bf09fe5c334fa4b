import { app } from 'electron';

/** A server that does not say goodbye keeps nobody from going home. */
const closeWithinMs = 8000;

/** Runs `close` once all windows are closed and before the program ends, and waits for it, within bounds. */
export function closeBeforeQuit(close: () => Promise<void>): void {
  let closing: Promise<void> | undefined;
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing !== undefined) return;
    const end = () => {
      closed = true;
      app.quit();
    };
    const limit = setTimeout(end, closeWithinMs);
    closing = close()
      .catch((thrown: unknown) => console.error('Not closed properly:', thrown))
      .finally(() => {
        clearTimeout(limit);
        // Electron takes no second quit before it has come back from this event.
        setImmediate(end);
      });
  });
}
