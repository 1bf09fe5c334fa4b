/* For TypeScript projects that do not read JavaScript. The contract is in unpacked-server.mjs. */
export type UnpackedServer = 'proftpd' | 'pure-ftpd';
export const unpackedServers: readonly UnpackedServer[];
export function serverTarget(server: UnpackedServer): string;
export function unpackedServer(server: UnpackedServer): string | undefined;
