import { homedir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { compose, type Services } from '../compose.ts';
import { dataPlace, type DataPlace } from '../data-folder.ts';
import { encryptedSecrets } from '../secrets/encrypted-file.ts';
import { keychain } from '../secrets/keychain.ts';
import { keyFrom } from '../secrets/secrets-key.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { SecretSource } from '../sessions/credentials.ts';
import { environmentProxies } from '../transport/proxy/environment-proxy.ts';
import { retryDelays } from '../transfer/retry.ts';
import type { UploadOverrides } from '../transfer/upload-overrides.ts';
import { askingPasswordOnce } from './ask-password-once.ts';
import { askTerminal } from './ask-terminal.ts';
import type { GlobalOptions } from './command.ts';
import type { Io } from './io.ts';
import { plainFailure } from './output.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';

/** Where this run's data is: the same place as the app's. */
export function placeOf(io: Io, global: GlobalOptions): DataPlace {
  return dataPlace({
    platform: process.platform,
    environment: io.environment,
    home: homedir(),
    workingFolder: io.workingFolder,
    chosen: global.dataDir,
  });
}

/** What a run wants otherwise. */
export interface ServiceOptions {
  readonly allowEmpty: boolean;
  readonly anyFile: boolean;
  /** Yes to content that was accepted before. */
  readonly again: boolean;
  /** Yes to one more sign-in after refused ones. */
  readonly insist: boolean;
  readonly asksPasswordOnce: boolean;
  /** Undefined: as the sites say. */
  readonly messagesAtATime: number | undefined;
  readonly uploads: UploadOverrides;
  /** Undefined: the usual ones. */
  readonly retryDelays?: readonly number[] | undefined;
  /** Whether the password that came with this run may be used now. */
  readonly offersPassword: () => boolean;
  /** Of the program. */
  readonly version: string;
}

/** The services for one run of the command line, of the same data folder and keychain as the app's. */
export function startServices(
  io: Io,
  screen: Screen,
  global: GlobalOptions,
  options: ServiceOptions,
): Services {
  const { messagesAtATime, offersPassword, uploads, version } = options;
  const place = placeOf(io, global);
  const secrets = secretsOf(io, global, place);
  const ask = askTerminal(screen, {
    acceptNewIdentity: global.acceptNewIdentity,
    allowEmpty: options.allowEmpty,
    anyFile: options.anyFile,
    again: options.again,
    insist: options.insist,
  });
  const services = compose({
    dataFolder: place.folder,
    secrets,
    ask: options.asksPasswordOnce ? askingPasswordOnce(ask) : ask,
    messagesAtATime,
    uploads,
    retryDelays: options.retryDelays ?? retryDelays,
    clock: systemClock,
    newId: randomUUID,
    owner: `cli-${randomUUID()}`,
    version,
    findProxy: environmentProxies(io.environment),
    identityRules: global.fingerprint === null ? {} : { fingerprint: global.fingerprint },
    secretSources: secretSources(io, global).map(
      (source) => () => (offersPassword() ? source() : Promise.resolve(null)),
    ),
    notice: (failure) => screen.message(plainFailure(failure, { keychain: secrets.name })),
  });
  for (const notice of services.notices()) screen.problem(printable(notice));
  return services;
}

/** `--secrets-file`, else CIIS_CONNECT_SECRETS_FILE, as an absolute path; null: passwords are in the keychain. */
export function secretsFileOf(
  { environment, workingFolder }: Pick<Io, 'environment' | 'workingFolder'>,
  { secretsFile }: Pick<GlobalOptions, 'secretsFile'>,
): string | null {
  const file = secretsFile ?? environment['CIIS_CONNECT_SECRETS_FILE'] ?? '';
  return file === '' ? null : resolve(workingFolder, file);
}

function secretsOf(io: Io, global: GlobalOptions, { keychainService }: DataPlace): Secrets {
  const { platform } = process;
  const file = secretsFileOf(io, global);
  if (file === null) return keychain({ platform, clock: systemClock, service: keychainService });
  const { environment, workingFolder } = io;
  const facts = { environment, workingFolder, platform, userId: process.getuid?.() };
  return encryptedSecrets({ file, key: () => keyFrom(facts) });
}

function secretSources(io: Io, { passwordStdin }: GlobalOptions): readonly SecretSource[] {
  const fromEnvironment = io.environment['CIIS_CONNECT_PASSWORD'] ?? '';
  const environment: SecretSource = () =>
    Promise.resolve(fromEnvironment === '' ? null : fromEnvironment);
  let input: Promise<string> | undefined;
  // Read once, when it is needed: standard input can't be read again for a second connection.
  const standardInput: SecretSource = async () => {
    const secret = await (input ??= io.readInput());
    return secret === '' ? null : secret;
  };
  return passwordStdin ? [environment, standardInput] : [environment];
}
