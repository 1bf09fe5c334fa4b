import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { runCli, type CliRun, type CliSettings } from './run-cli.ts';

interface Place {
  readonly host?: string;
  readonly port: number;
  readonly username?: string;
}

export interface CheckBench {
  /** A folder of this test's own. */
  readonly folder: (name: string) => string;
  /** Where the command line keeps its data. */
  readonly dataDir: () => string;
  readonly cli: (args: readonly string[], more?: Partial<CliSettings>) => Promise<CliRun>;
  /** Ends the server with the test. */
  readonly running: <Server extends { stop(): unknown } | { close(): unknown }>(
    starting: Promise<Server>,
  ) => Promise<Server>;
  readonly afterTest: (act: () => unknown) => void;
  readonly addSite: (
    label: string,
    protocol: 'sftp' | 'ftps',
    place: Place,
    more?: readonly string[],
  ) => Promise<void>;
}

/** Data and servers for each test that checks connections from the command line. To be called once in a test file. */
export function checkBench(): CheckBench {
  let base = '';
  const undo: (() => unknown)[] = [];
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'ciis-cli-check-'));
  });
  afterEach(async () => {
    for (const act of undo.splice(0).reverse()) await act();
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  });
  const dataDir = (): string => join(base, 'data');
  const cli: CheckBench['cli'] = (args, more = {}) => runCli(args, { dataDir: dataDir(), ...more });
  return {
    folder: (name) => join(base, name),
    dataDir,
    cli,
    afterTest: (act) => undo.push(act),
    async running(starting) {
      const server = await starting;
      undo.push(() => ('stop' in server ? server.stop() : server.close()));
      return server;
    },
    async addSite(label, protocol, { host = '127.0.0.1', port, username = 'invented' }, more = []) {
      const site = ['--label', label, '--protocol', protocol, '--username', username];
      const address = ['--host', host, '--port', String(port)];
      const added = await cli(['sites', 'add', ...site, ...address, ...more]);
      expect(added.code, added.stderr).toBe(0);
    },
  };
}

/** The steps of a site: the outcome, and the code where there is one. */
export const stepsOf = (run: CliRun, label: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    run
      .events()
      .filter(({ event, site }) => event === 'step' && site === label)
      .map(({ step, outcome, code }) => [
        String(step),
        `${String(outcome)} ${typeof code === 'string' ? code : ''}`.trim(),
      ]),
  );

export const reached = { name: 'ok', port: 'ok', 'secure-link': 'ok', identity: 'ok' };

export const summaryOf = (run: CliRun): unknown => run.events().at(-1);
