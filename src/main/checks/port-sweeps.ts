import { setMaxListeners } from 'node:events';
import { checkedSettings, type Sweep, type SweptPort } from '../../shared/domain/check.ts';
import { AppError, toFailure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Clock } from '../clock.ts';
import type { SessionLog } from '../log/session-log.ts';
import { deferred } from './deferred.ts';
import type { TryPort } from './try-port.ts';
import { Turnstile } from './turnstile.ts';

export interface SweepParts {
  readonly tryPort: TryPort;
  /** Rejects when the name is not found. */
  readonly addressOf: (host: string) => Promise<string>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<SessionLog, 'add'>;
}

/** Of all sweeps together: an office's firewall counts what comes out of it, whatever it goes to. */
const atOnce = 8;
/** More is a port scan, which firewalls answer with a ban. */
export const mostSweptPorts = 1000;

interface UnderWay {
  sweep: Sweep;
  readonly stop: AbortController;
}

/** Tries each data port of a site once, without signing in: what a firewall lets through and what it drops. */
export class PortSweeps {
  readonly #parts: SweepParts;
  readonly #sweeps = new Map<string, UnderWay>();
  readonly #listeners = new Set<(sweep: Sweep) => void>();
  readonly #working = new Set<Promise<void>>();
  readonly #turns = new Turnstile(atOnce);

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  /** The last of each site since the program started, or the one that is under way. */
  list(): readonly Sweep[] {
    return [...this.#sweeps.values()].map(({ sweep }) => sweep);
  }

  /** One that is under way goes on. Throws AppError `invalid-input` where a site names no data ports, or too many. */
  start(site: Site): void {
    if (this.#sweeps.get(site.id)?.sweep.done === false) return;
    const ports = portsOf(site);
    const sweep = {
      siteId: site.id,
      settings: checkedSettings(site),
      startedAt: this.#parts.clock.now(),
      total: ports.length,
      ports: [],
      done: false,
      failure: null,
    };
    const mine = { sweep, stop: new AbortController() };
    // Each port waits for it; Node 20 takes more than ten for a leak, and says so.
    setMaxListeners(0, mine.stop.signal);
    this.#sweeps.set(site.id, mine);
    this.#show(mine, {});
    const work = this.#sweep(mine, site, ports).finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  /** It is over at once, with what is known until now. */
  stop(siteId: string): void {
    const mine = this.#sweeps.get(siteId);
    if (mine === undefined || mine.sweep.done) return;
    mine.stop.abort();
    this.#show(mine, { done: true });
  }

  /** The site is gone. */
  forget(siteId: string): void {
    this.#sweeps.get(siteId)?.stop.abort();
    this.#sweeps.delete(siteId);
  }

  /** Returns its undo. */
  onSwept(listener: (sweep: Sweep) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async shutDown(): Promise<void> {
    for (const siteId of this.#sweeps.keys()) this.stop(siteId);
    await Promise.all(this.#working);
  }

  async #sweep(mine: UnderWay, site: Site, ports: readonly number[]): Promise<void> {
    const { log } = this.#parts;
    const { signal } = mine.stop;
    log.add(site.id, 'info', `Trying ${ports.length} data ports of ${site.host}`);
    const stopped = deferred<never>();
    signal.addEventListener('abort', () => stopped.reject(new AppError('cancelled')));
    try {
      const address = await Promise.race([this.#parts.addressOf(site.host), stopped.promise]);
      await Promise.all(ports.map((port) => this.#try(mine, { address, port, signal })));
      if (!signal.aborted) log.add(site.id, 'info', resultText(mine.sweep));
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = toFailure(thrown);
      log.add(site.id, 'error', `The data ports could not be tried: ${failure.detail}`);
      this.#show(mine, { done: true, failure });
      return;
    }
    if (!signal.aborted) this.#show(mine, { done: true });
  }

  async #try(
    mine: UnderWay,
    {
      address,
      port,
      signal,
    }: {
      readonly address: string;
      readonly port: number;
      readonly signal: AbortSignal;
    },
  ): Promise<void> {
    const leave = await this.#turns.enter(signal);
    try {
      if (signal.aborted) return;
      const state = await this.#parts.tryPort(address, port, signal);
      // What was broken off says nothing about the port.
      if (!mine.sweep.done)
        this.#show(mine, { ports: inOrder([...mine.sweep.ports, { port, state }]) });
    } finally {
      leave();
    }
  }

  #show(mine: UnderWay, change: Partial<Sweep>): void {
    mine.sweep = { ...mine.sweep, ...change };
    if (this.#sweeps.get(mine.sweep.siteId) !== mine) return;
    for (const listener of [...this.#listeners]) listener(mine.sweep);
  }
}

function portsOf({ protocol, options }: Site): readonly number[] {
  const { passivePorts: range } = options;
  if (protocol !== 'ftps' || range === null) {
    throw new AppError('invalid-input', 'This site names no data ports ("Allowed ports").');
  }
  const count = range.to - range.from + 1;
  if (count > mostSweptPorts) {
    throw new AppError('invalid-input', `${count} data ports are too many to try.`);
  }
  return Array.from({ length: count }, (_each, index) => range.from + index);
}

const inOrder = (ports: readonly SweptPort[]): readonly SweptPort[] =>
  ports.toSorted((one, other) => one.port - other.port);

function resultText({ ports }: Sweep): string {
  const count = (state: SweptPort['state']) => ports.filter((port) => port.state === state).length;
  const unreachable = count('unreachable');
  const rest = unreachable === 0 ? '' : `, ${unreachable} out of reach from this computer`;
  return `Data ports: ${count('open')} open, ${count('refused')} refused, ${count('dropped')} without an answer${rest}`;
}
