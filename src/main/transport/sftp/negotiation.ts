import type { Connection, Milestone } from '../transport.ts';
import {
  isNewerAlgorithm,
  isOlderAlgorithm,
  olderAlgorithms,
  processAbilities,
} from './sftp-algorithms.ts';
import { printable } from './sftp-errors.ts';

type Facts = Connection['facts'];

/**
 * What both sides offered and agreed on in the first key exchange. ssh2 says it in its debug lines, and
 * nowhere else before it asks about the host key.
 */
export class Negotiation {
  readonly #agreed = new Map<string, string>();
  /** Of the kind that is being compared: one kind comes after the other. */
  #lists: readonly string[] = [];
  #offered: readonly string[] = [];
  #failed = false;

  /** A debug line of ssh2. */
  hear(line: string): void {
    const said = /^Handshake: (.*)$/s.exec(line)?.[1];
    if (said === undefined) return;
    const remote = /^\(remote\) [^:]+: (.*)$/s.exec(said)?.[1];
    const agreed = /^([^()]+): (\S+)$/.exec(said);
    if (remote !== undefined) {
      this.#offered = remote.split(',');
      this.#lists = [...this.#lists.slice(-1), printable(said)];
    } else if (said.startsWith('(local)')) {
      this.#lists = [printable(said)];
    } else if (/^no matching/i.test(said)) {
      this.#failed = true;
    } else if (agreed?.[1] !== undefined && agreed[2] !== undefined) {
      this.#agreed.set(agreed[1].toLowerCase(), agreed[2]);
    }
  }

  /** Both sides' lists of the kind that had nothing in common; empty while there was none. */
  get lists(): string {
    return this.#failed ? this.#lists.join('\n') : '';
  }

  /** Nothing was in common, but would be if the person allowed older ones. */
  get olderWouldDo(): boolean {
    if (!this.#failed) return false;
    const older = olderAlgorithms(processAbilities);
    return this.#offered.some((name) => older.includes(name));
  }

  /** Nothing was in common, and what the server offers came after this program was made. */
  get newerWouldDo(): boolean {
    return this.#failed && this.#offered.some(isNewerAlgorithm);
  }

  /** To be told once this is over. `server`: what is known of the server besides. */
  milestone(server: Facts): Extract<Milestone, { kind: 'secure-link' }> {
    const agreed = [...this.#agreed.values()];
    return {
      kind: 'secure-link',
      summary: ['SSH 2.0', this.#of('kex algorithm'), this.#bothWays('cipher')].join(', '),
      older: agreed.some(isOlderAlgorithm),
      facts: [...server, ...this.#facts()],
    };
  }

  #facts(): Facts {
    return [
      { name: 'Key exchange', value: this.#of('kex algorithm') },
      { name: 'Host key', value: this.#of('host key format') },
      { name: 'Cipher', value: this.#bothWays('cipher') },
      { name: 'Checksum', value: this.#bothWays('mac').replaceAll('<implicit>', inCipher) },
    ];
  }

  #of(kind: string): string {
    return this.#agreed.get(kind) ?? 'unknown';
  }

  /** The same there and back, as a rule. */
  #bothWays(kind: string): string {
    const [there, back] = [this.#of(`c->s ${kind}`), this.#of(`s->c ${kind}`)];
    return there === back ? there : `${there} and ${back}`;
  }
}

const inCipher = 'part of the cipher';
