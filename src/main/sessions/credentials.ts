import { AppError, toFailure, type Failure } from '../../shared/domain/error.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Ask } from '../prompts/ask.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Credentials } from '../transport/transport.ts';
import { privateKeyIsLocked } from './private-key-locked.ts';

/** A place outside the keychain where a secret may be; null: it is not there. */
export type SecretSource = () => Promise<string | null>;

export interface CredentialParts {
  readonly secrets: Secrets;
  readonly ask: Ask;
  /** Looked at after the keychain and before a question. */
  readonly otherSources: readonly SecretSource[];
  readonly readFile: (path: string) => Promise<Buffer>;
  /** Told of every secret before it is handed out, so that the session log can mask it. */
  readonly mask: (secret: string) => void;
  /** A keychain that does not work is no reason not to sign in. */
  readonly notice: (failure: Failure) => void;
}

interface Typed {
  readonly secret: string;
  readonly remember: boolean;
}

/** Finds what a site signs in with, and keeps a new password only once a server has taken it. */
export class CredentialStore {
  readonly #parts: CredentialParts;
  readonly #typed = new Map<string, Promise<Typed | null>>();

  constructor(parts: CredentialParts) {
    this.#parts = parts;
  }

  /**
   * From the keychain, else the other sources, else the person (who is asked once however many
   * connections a site opens). Rejects AppError `password-missing`, `key-unreadable` or `cancelled`.
   */
  async for(site: Site, signal: AbortSignal): Promise<Credentials> {
    if (site.signIn.kind === 'password') {
      return { kind: 'password', password: await this.#secret(site, signal) };
    }
    const privateKey = await this.#privateKey(site.signIn.file);
    const passphrase = privateKeyIsLocked(privateKey) ? await this.#secret(site, signal) : null;
    return { kind: 'key', privateKey, passphrase };
  }

  /** As `for`, but asks nobody: null where only the person could tell. Rejects AppError `key-unreadable`. */
  async stored(site: Site): Promise<Credentials | null> {
    const { signIn } = site;
    const privateKey = signIn.kind === 'key' ? await this.#privateKey(signIn.file) : null;
    if (privateKey !== null && !privateKeyIsLocked(privateKey)) {
      return { kind: 'key', privateKey, passphrase: null };
    }
    const secret = await this.#given(site.id);
    if (secret === null) return null;
    if (secret !== '') this.#parts.mask(secret);
    return privateKey === null
      ? { kind: 'password', password: secret }
      : { kind: 'key', privateKey, passphrase: secret };
  }

  /** The server took them: what the person wanted remembered goes to the keychain. Never rejects. */
  async accepted(siteId: string): Promise<void> {
    try {
      const answer = await this.#typed.get(siteId);
      if (answer?.remember !== true) return;
      await this.#parts.secrets.set(siteId, answer.secret);
      this.#typed.delete(siteId);
    } catch (thrown) {
      this.#parts.notice(toFailure(thrown));
    }
  }

  /** The server refused them, or the session ended: an answer that was typed is forgotten. */
  forget(siteId: string): void {
    this.#typed.delete(siteId);
  }

  async #secret(site: Site, signal: AbortSignal): Promise<string> {
    const secret = (await this.#given(site.id)) ?? (await this.#askOnce(site, signal));
    if (secret !== '') this.#parts.mask(secret);
    return secret;
  }

  async #given(siteId: string): Promise<string | null> {
    const { secrets, otherSources, notice } = this.#parts;
    let problem: Failure | null = null;
    try {
      const kept = await secrets.get(siteId);
      if (kept !== null) return kept;
    } catch (thrown) {
      problem = toFailure(thrown);
    }
    for (const source of otherSources) {
      const secret = await source();
      if (secret !== null) return secret;
    }
    // Only now is the keychain missed.
    if (problem !== null) notice(problem);
    return null;
  }

  /** One question for all that ask at once; no answer is not kept, so the next connection asks again. */
  async #askOnce(site: Site, signal: AbortSignal): Promise<string> {
    const asked = this.#typed.get(site.id) ?? this.#question(site, signal);
    this.#typed.set(site.id, asked);
    const drop = (): void => {
      if (this.#typed.get(site.id) === asked) this.#typed.delete(site.id);
    };
    const answer = await asked.catch((thrown: unknown) => {
      drop();
      throw thrown;
    });
    if (answer !== null) return answer.secret;
    drop();
    throw signal.aborted ? new AppError('cancelled') : new AppError('password-missing');
  }

  async #question(site: Site, signal: AbortSignal): Promise<Typed | null> {
    const answer = await this.#parts.ask(
      {
        kind: 'password',
        siteId: site.id,
        host: site.host,
        username: site.username,
        canRemember: (await this.#parts.secrets.problem()) === null,
        passphrase: site.signIn.kind === 'key',
      },
      signal,
    );
    if (answer.kind !== 'password') return null;
    return { secret: answer.password, remember: answer.remember };
  }

  async #privateKey(path: string): Promise<Buffer> {
    try {
      return await this.#parts.readFile(path);
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : '';
      throw new AppError('key-unreadable', detail, { cause: thrown });
    }
  }
}
