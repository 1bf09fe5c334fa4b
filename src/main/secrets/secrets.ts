/** Where the password (or key passphrase) of a site lies. Its keys are site ids. */
export interface Secrets {
  /** What a person calls it: "Windows Credential Manager". */
  readonly name: string;
  /** Null when it works; else one plain sentence why not. Asked once, at start. */
  problem(): Promise<string | null>;
  /** Null: none. Rejects AppError `keychain-unavailable`. */
  get(siteId: string): Promise<string | null>;
  set(siteId: string, secret: string): Promise<void>;
  delete(siteId: string): Promise<void>;
  /** The sites that have one. */
  siteIds(): Promise<ReadonlySet<string>>;
}
