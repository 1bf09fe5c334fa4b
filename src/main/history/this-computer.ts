import { hostname, userInfo } from 'node:os';
import { safeLine } from '../log/safe-text.ts';

/** Who sends, as the operating system says. */
export interface Sender {
  readonly sentBy: string;
  readonly computer: string;
}

/** An account without a name (in a container) is ''. */
export function thisComputer(): Sender {
  return { sentBy: safeLine(accountName(), 100), computer: safeLine(hostname(), 100) };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // The system knows no name for this account: there is nothing to write down.
    return '';
  }
}
