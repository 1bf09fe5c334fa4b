import { afterAll, afterEach, beforeAll } from 'vitest';
import type { ServerOptions, TestServer } from '../../../../e2e/servers/test-server.ts';
import { defaultOptions } from '../../../shared/domain/site.ts';
import type { Connection, ConnectTarget } from '../transport.ts';
import type { DriverUnderTest, SpoilableLink } from './driver-under-test.ts';
import {
  type RecordingHooks,
  type RecordingHooksOptions,
  recordingHooks,
} from './recording-hooks.ts';

/** Seconds; short, because tests wait for it. */
export const idleTimeout = 1;
export const never = new AbortController().signal;

export type Address = Pick<ConnectTarget, 'host' | 'port'>;

export interface SuiteSessions<Server extends TestServer> {
  /** The server of the enclosing describe. */
  readonly server: () => Server;
  /** The path of a name in the server's upload folder, as the client says it. */
  readonly remote: (name: string) => string;
  readonly target: (at?: Address, changes?: Partial<ConnectTarget>) => ConnectTarget;
  /** Connects; the link is closed after the test. */
  readonly open: (at?: Address, hooks?: RecordingHooks) => Promise<Connection>;
  readonly hooks: (options?: RecordingHooksOptions) => RecordingHooks;
  /** A way to the server that is spoilt and closed after the test. */
  readonly spoil: () => Promise<SpoilableLink>;
}

/** One server for the enclosing describe, and connections that end with each test. */
export function useSessions<Server extends TestServer>(
  driver: DriverUnderTest<Server>,
  options: ServerOptions = {},
): SuiteSessions<Server> {
  let started: Server | undefined;
  const undo: (() => Promise<void>)[] = [];
  const server = (): Server => {
    if (started === undefined) throw new Error('The server is not up');
    return started;
  };
  beforeAll(async () => {
    started = await driver.start(options);
  });
  afterEach(async () => {
    started?.resume();
    for (const act of undo.splice(0).reverse()) await act();
  });
  afterAll(async () => started?.stop());

  const hooks = (given: RecordingHooksOptions = {}): RecordingHooks =>
    recordingHooks(server().password, given);
  const target = (at: Address = server(), changes: Partial<ConnectTarget> = {}): ConnectTarget =>
    targetFor(driver, server().username, at, changes);
  return {
    server,
    remote: (name) => (server().home === '/' ? `/${name}` : `${server().home}/${name}`),
    target,
    hooks,
    open: async (at, given = hooks()) => {
      const connection = await driver.connect(target(at), given, never);
      undo.push(() => connection.close());
      return connection;
    },
    spoil: async () => {
      const link = await driver.spoil(server());
      undo.push(() => link.close());
      return link;
    },
  };
}

/** A target with the suite's short time-outs. */
export function targetFor(
  driver: Pick<DriverUnderTest, 'protocol' | 'target'>,
  username: string,
  { host, port }: Address,
  changes: Partial<ConnectTarget> = {},
): ConnectTarget {
  return {
    host,
    port,
    username,
    minTls: '1.2',
    olderAlgorithms: false,
    ...driver.target,
    ...changes,
    options: {
      ...defaultOptions(driver.protocol),
      connectTimeout: 5,
      idleTimeout,
      ...driver.target?.options,
      ...changes.options,
    },
  };
}
