import { AppError } from '../../shared/domain/error.ts';

/** What a paused transfer waits at, between two pieces of its file. */
export class Gate {
  #closed: { readonly opened: Promise<void>; readonly open: () => void } | null = null;

  get open(): boolean {
    return this.#closed === null;
  }

  close(): void {
    if (this.#closed !== null) return;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#closed = { opened, open };
  }

  reopen(): void {
    this.#closed?.open();
    this.#closed = null;
  }

  /**
   * Resolves when it is open. Rejects `cancelled` when the signal ends first, and with why the link
   * failed when that comes first: what waits here must not wait for a link that is gone.
   */
  async passed(signal: AbortSignal, linkClosed: Promise<AppError | undefined>): Promise<void> {
    while (this.#closed !== null && !signal.aborted) await this.#change(signal, linkClosed);
    if (signal.aborted) throw new AppError('cancelled');
  }

  async #change(signal: AbortSignal, linkClosed: Promise<AppError | undefined>): Promise<void> {
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
      signal.addEventListener('abort', stop, { once: true });
    });
    const lost = linkClosed.then((why) => {
      throw why ?? new AppError('link-lost');
    });
    try {
      await Promise.race([this.#closed?.opened, stopped, lost]);
    } finally {
      signal.removeEventListener('abort', stop);
      // Told already, or nobody is left to be told.
      lost.catch(() => undefined);
    }
  }
}
