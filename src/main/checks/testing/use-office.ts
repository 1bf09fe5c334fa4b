import { afterEach, beforeEach } from 'vitest';
import { Office } from './office.ts';

interface UsedOffice {
  /** A new one for each test. */
  readonly office: () => Office;
  /** Ends the server after the test. */
  readonly started: <Server extends Ending>(starting: Promise<Server>) => Promise<Server>;
  readonly afterwards: (act: () => Promise<unknown>) => void;
}

type Ending =
  { readonly close: () => Promise<unknown> } | { readonly stop: () => Promise<unknown> };

export function useOffice(): UsedOffice {
  let current: Office | undefined;
  const undo: (() => Promise<unknown>)[] = [];
  beforeEach(() => {
    current = new Office();
  });
  afterEach(async () => {
    await current?.close();
    for (const act of undo.splice(0).reverse()) await act();
  });
  return {
    office: () => {
      if (current === undefined) throw new Error('No test is running');
      return current;
    },
    started: async (starting) => {
      const server = await starting;
      undo.push(() => ('close' in server ? server.close() : server.stop()));
      return server;
    },
    afterwards: (act) => void undo.push(act),
  };
}
