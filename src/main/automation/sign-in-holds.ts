import type { ErrorCode, Failure } from '../../shared/domain/error.ts';
import type { Rule } from '../../shared/domain/rule.ts';
import type { Site } from '../../shared/domain/site.ts';

/** Another try would not help before a person has changed something, and could lock the account. */
const heldCodes: ReadonlySet<ErrorCode> = new Set([
  'login-refused',
  'login-method-refused',
  'password-missing',
  'key-unreadable',
  'key-passphrase-wrong',
]);

/** Rules whose sign-in was refused: new files alone are no reason to sign in again. */
export class SignInHolds {
  readonly #site: (siteId: string) => Site | null;
  /** With the site as it was then. */
  readonly #held = new Map<string, { readonly site: string; readonly failure: Failure }>();

  constructor(site: (siteId: string) => Site | null) {
    this.#site = site;
  }

  failureOf(ruleId: string): Failure | null {
    return this.#held.get(ruleId)?.failure ?? null;
  }

  has(ruleId: string): boolean {
    return this.#held.has(ruleId);
  }

  /** Where it ended so. */
  note({ id, siteId }: Rule, failure: Failure | null): void {
    if (failure === null || !heldCodes.has(failure.code)) return;
    this.#held.set(id, { site: this.#asText(siteId), failure });
  }

  end(ruleId: string): void {
    this.#held.delete(ruleId);
  }

  /** Ends those whose site was changed, or connected to by somebody. Answers with them. */
  endStale(rules: readonly Rule[]): readonly string[] {
    const ended = rules.filter(({ id, siteId }) => {
      const held = this.#held.get(id);
      return held !== undefined && held.site !== this.#asText(siteId);
    });
    for (const { id } of ended) this.#held.delete(id);
    return ended.map(({ id }) => id);
  }

  #asText(siteId: string): string {
    return JSON.stringify(this.#site(siteId));
  }
}
