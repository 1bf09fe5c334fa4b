import type { AppInfo } from '../../shared/ipc/contract.ts';

/** Where a password that is typed now will be. */
export function keptWhere(info: Pick<AppInfo, 'keychainName' | 'keychainProblem'> | null): string {
  if (info === null) return '';
  return info.keychainProblem === null
    ? `Kept in ${info.keychainName}, never in a file.`
    : `${info.keychainProblem} It is kept until the program ends; you will be asked for it again.`;
}
