import { safeLine } from '../log/safe-text.ts';

/** Text from a server, a file name or a caller as one line that is safe on a terminal. */
export const printable = (text: string): string => safeLine(text, 2000);
