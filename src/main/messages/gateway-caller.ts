import { AppError, toFailure, type ErrorCode, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import { parseWebAddress, type WebAddress } from '../../shared/domain/web-address.ts';
import { refusalsThatHoldBack } from '../checks/refused-sign-ins.ts';
import type { SignIns, SignInTry } from '../checks/sign-ins.ts';
import type { Clock } from '../clock.ts';
import type { CheckIdentity } from '../identities/check-identity.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { CredentialStore } from '../sessions/credentials.ts';
import { withoutSecrets } from '../sessions/dial.ts';
import type { HttpHooks, HttpLink, HttpTarget } from '../transport/http/http-link.ts';
import type { Submission } from '../transport/soap/submit.ts';

export interface GatewayParts {
  readonly openHttpLink: (
    target: HttpTarget,
    hooks: HttpHooks,
    signal: AbortSignal,
  ) => Promise<HttpLink>;
  readonly submit: (
    open: () => Promise<HttpLink>,
    path: string,
    submission: Submission,
    signal: AbortSignal,
  ) => Promise<string>;
  readonly checkIdentity: CheckIdentity;
  readonly credentials: Pick<CredentialStore, 'for' | 'accepted' | 'forget'>;
  readonly signIns: Pick<SignIns, 'begin' | 'lately'>;
  /** The site's account was taken. */
  readonly noteConnected: (siteId: string, at: number) => void;
  readonly log: Pick<SessionLog, 'add' | 'mask'>;
  readonly notice: (failure: Failure) => void;
  readonly clock: Clock;
}

/** The gateway has said no to the account, or nobody knows what it said. */
const judged: ReadonlySet<ErrorCode> = new Set(['login-refused', 'reply-lost']);

const mostConnectSeconds = 15;
/** Servers end a link on which nothing is asked for long. */
const freshMs = 1000;

/** One run's way to a gateway: a link for each message, the password once. */
export class GatewayCaller {
  readonly #site: Site;
  readonly #address: WebAddress;
  readonly #parts: GatewayParts;
  #password: string | undefined;
  #accepted = false;

  /** Throws AppError `invalid-input`; a saved site has an address that is good. */
  constructor(site: Site, parts: GatewayParts) {
    const address = parseWebAddress(site.url);
    if (address === null) throw new AppError('invalid-input', 'The site has no web address');
    this.#site = site;
    this.#address = address;
    this.#parts = parts;
  }

  /** Sends one message. Rejects as submitMessage does, or `login-paused`, `storage-failed`; no detail holds a secret. */
  async send(hl7: string, signal: AbortSignal): Promise<string> {
    let turn: SignInTry | undefined;
    try {
      const { link, password } = await this.#ready(signal, async () => {
        // Until the account was taken each message is a sign-in, which counts before it is sent.
        if (!this.#accepted) turn = await this.#signIn(signal);
      });
      const { username, facilityId, options } = this.#site;
      const { segmentEnd } = options;
      const submission = { username, password, facilityId, hl7, segmentEnd };
      const open = (): Promise<HttpLink> => Promise.resolve(link);
      const text = await this.#parts.submit(open, this.#address.path, submission, signal);
      turn?.accepted();
      await this.#wasAccepted();
      return text;
    } catch (thrown) {
      const error = withoutSecrets(thrown, this.#parts.log);
      if (judged.has(error.code)) turn?.ended(error);
      else turn?.unsent();
      if (error.code === 'login-refused') this.#parts.credentials.forget(this.#site.id);
      throw error;
    }
  }

  /** The run is over: a password that was typed was for this run. */
  end(): void {
    this.#password = undefined;
    this.#parts.credentials.forget(this.#site.id);
  }

  /** Others of the account may have been refused while this one waited for its turn. */
  async #signIn(signal: AbortSignal): Promise<SignInTry> {
    const turn = await this.#parts.signIns.begin(this.#site, refusalsThatHoldBack, signal);
    if (turn.kind === 'try') return turn;
    throw new AppError('login-paused', `${this.#site.username} at ${this.#site.host}`);
  }

  /** The identity is judged before the password is looked for. */
  async #ready(
    signal: AbortSignal,
    takeTurn: () => Promise<void>,
  ): Promise<{ link: HttpLink; password: string }> {
    const link = await this.#open(signal);
    const { clock } = this.#parts;
    const openedAt = clock.now();
    try {
      this.#password ??= await this.#ask(signal);
      await takeTurn();
    } catch (thrown) {
      link.close();
      throw thrown;
    }
    const password = this.#password;
    if (clock.now() - openedAt <= freshMs) return { link, password };
    link.close();
    return { link: await this.#open(signal), password };
  }

  #open(signal: AbortSignal): Promise<HttpLink> {
    const { id: siteId, minTls, options } = this.#site;
    const { openHttpLink, checkIdentity, log } = this.#parts;
    const connectTimeout = Math.min(options.connectTimeout, mostConnectSeconds);
    const hooks: HttpHooks = {
      checkIdentity: (presented) => checkIdentity(this.#site, presented, signal),
      log: (kind, text) => log.add(siteId, kind, text),
    };
    return openHttpLink({ address: this.#address, minTls, connectTimeout }, hooks, signal);
  }

  async #ask(signal: AbortSignal): Promise<string> {
    const found = await this.#parts.credentials.for(this.#site, signal);
    if (found.kind !== 'password')
      throw new AppError('not-supported', 'A real-time site signs in with a password');
    return found.password;
  }

  async #wasAccepted(): Promise<void> {
    if (this.#accepted) return;
    this.#accepted = true;
    const { noteConnected, credentials, clock } = this.#parts;
    this.#noted(() => noteConnected(this.#site.id, clock.now()));
    await credentials.accepted(this.#site.id);
  }

  /** What can't be noted is told, and changes nothing else. */
  #noted(note: () => void): void {
    try {
      note();
    } catch (thrown) {
      this.#parts.notice(toFailure(thrown));
    }
  }
}
