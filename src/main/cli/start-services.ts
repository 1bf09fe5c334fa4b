import { homedir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { systemClock } from '../clock.ts';
import { compose, type Services } from '../compose.ts';
import { dataPlace, type DataPlace } from '../data-folder.ts';
import { keychain } from '../secrets/keychain.ts';
import type { SecretSource } from '../sessions/credentials.ts';
import { environmentProxies } from '../transport/proxy/environment-proxy.ts';
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

/** The services for one run of the command line, of the same data folder and keychain as the app's. */
export function startServices(
  io: Io,
  screen: Screen,
  global: GlobalOptions,
  {
    allowEmpty,
    anyFile,
    asksPasswordOnce,
    messagesAtATime,
    offersPassword,
  }: {
    readonly allowEmpty: boolean;
    readonly anyFile: boolean;
    readonly asksPasswordOnce: boolean;
    /** Undefined: as the sites say. */
    readonly messagesAtATime: number | undefined;
    /** Whether the password that came with this run may be used now. */
    readonly offersPassword: () => boolean;
  },
): Services {
  const place = placeOf(io, global);
  const secrets = keychain({
    platform: process.platform,
    clock: systemClock,
    service: place.keychainService,
  });
  const ask = askTerminal(screen, {
    acceptNewIdentity: global.acceptNewIdentity,
    allowEmpty,
    anyFile,
  });
  const services = compose({
    dataFolder: place.folder,
    secrets,
    ask: asksPasswordOnce ? askingPasswordOnce(ask) : ask,
    messagesAtATime,
    clock: systemClock,
    newId: randomUUID,
    owner: `cli-${randomUUID()}`,
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
