/* For TypeScript projects that do not read JavaScript. The contract is in proftpd-folder.mjs. */
export function proftpdTarget(): string;
export function proftpdFolder(): string | undefined;
