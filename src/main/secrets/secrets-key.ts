import { resolve } from 'node:path';
import { AppError } from '../../shared/domain/error.ts';
import { readSmallFile, type SmallFile } from './read-small-file.ts';

export interface KeyFacts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly platform: NodeJS.Platform;
  /** Of the account that runs the program; undefined where accounts have no number (Windows). */
  readonly userId: number | undefined;
}

const fewestCharacters = 16;
const mostBytes = 4096;

/**
 * What opens the secrets file: CIIS_CONNECT_SECRETS_KEY, else what is in the file that CIIS_CONNECT_SECRETS_KEY_FILE
 * names, without its line end. That file must be this account's own and closed to all others; on Windows this is not
 * looked at. Throws AppError `keychain-unavailable`, with nothing of the key in it.
 */
export function keyFrom(facts: KeyFacts): string {
  const given = facts.environment['CIIS_CONNECT_SECRETS_KEY'] ?? '';
  if (given !== '') return checked(given, 'CIIS_CONNECT_SECRETS_KEY');
  const file = facts.environment['CIIS_CONNECT_SECRETS_KEY_FILE'] ?? '';
  if (file === '') {
    throw unavailable(
      'There is no key: set CIIS_CONNECT_SECRETS_KEY_FILE or CIIS_CONNECT_SECRETS_KEY',
    );
  }
  const found = readSmallFile('The key file', resolve(facts.workingFolder, file), mostBytes);
  if (found === undefined) throw unavailable(`There is no key file ${file}`);
  refuseOpenFile(file, found, facts);
  return checked(textOf(found).replace(/\r?\n$/, ''), 'The key file');
}

function refuseOpenFile(file: string, { state }: SmallFile, { platform, userId }: KeyFacts): void {
  if (platform === 'win32') return;
  if (state.uid !== userId) {
    throw unavailable(
      `The key file belongs to another account: give it to this one, then run chmod 600 ${file}`,
    );
  }
  if ((state.mode & 0o077) !== 0) {
    throw unavailable(`Other accounts can reach the key file: run chmod 600 ${file}`);
  }
}

function textOf({ bytes }: SmallFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What was thrown says no more than that.
    throw unavailable('The key file is not text in UTF-8');
  }
}

function checked(key: string, where: string): string {
  if (Buffer.byteLength(key) > mostBytes) throw unavailable(`${where} holds too long a key`);
  if (key.length < fewestCharacters) {
    throw unavailable(`${where} holds too short a key: it needs ${fewestCharacters} characters`);
  }
  return key;
}

const unavailable = (detail: string): AppError => new AppError('keychain-unavailable', detail);
