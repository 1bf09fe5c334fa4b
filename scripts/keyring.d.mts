/* For TypeScript projects that do not read JavaScript. The contract is in keyring.mjs. */
export function startKeyring(): Promise<{
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}>;
