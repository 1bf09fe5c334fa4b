import type * as keytarModule from 'keytar';
import { AppError } from '../../shared/domain/error.ts';
import type { Clock } from '../clock.ts';
import type { Secrets } from './secrets.ts';

type Keytar = Pick<
  typeof keytarModule,
  'getPassword' | 'setPassword' | 'deletePassword' | 'findCredentials'
>;

/** How long the keychain may take to show that it is there. */
const probeTimeoutMs = 5000;
/** The system may be asking the person to unlock it. */
const callTimeoutMs = 120_000;

export interface KeychainParts {
  readonly platform: NodeJS.Platform;
  readonly clock: Pick<Clock, 'after'>;
  /** What the entries belong to; another data folder (practice, tests) has another one. */
  readonly service?: string;
}

/** The keychain of the operating system. Whether it works is found out once, and with a time limit. */
export function keychain({ platform, clock, service = 'CIIS Connect' }: KeychainParts): Secrets {
  const name = nameOf(platform);

  const limited = <Value>(call: Promise<Value>, ms: number): Promise<Value> =>
    new Promise((resolve, reject) => {
      const undo = clock.after(ms, () => reject(new Error(`no answer in ${ms / 1000} seconds`)));
      void call.then(resolve, reject).finally(undo);
    });

  let probe: Promise<{ keytar: Keytar } | { why: string }> | undefined;
  const ready = () =>
    (probe ??= limited(open(service), probeTimeoutMs).then(
      (keytar) => ({ keytar }),
      (error: unknown) => ({ why: messageOf(error) }),
    ));

  const call = async <Value>(act: (keytar: Keytar) => Promise<Value>): Promise<Value> => {
    const outcome = await ready();
    if ('why' in outcome) throw new AppError('keychain-unavailable', outcome.why);
    try {
      return await limited(act(outcome.keytar), callTimeoutMs);
    } catch (error) {
      throw new AppError('keychain-unavailable', messageOf(error), { cause: error });
    }
  };

  const remove = (siteId: string) =>
    call(async (keytar) => {
      await keytar.deletePassword(service, siteId);
    });

  return {
    name,
    async problem() {
      const outcome = await ready();
      return 'why' in outcome
        ? `Passwords can't be kept, because ${name} can't be used (${outcome.why}).`
        : null;
    },
    get: (siteId) => call((keytar) => keytar.getPassword(service, siteId)),
    set: (siteId, secret) =>
      // A keychain holds no empty secrets.
      secret === ''
        ? remove(siteId)
        : call((keytar) => keytar.setPassword(service, siteId, secret)),
    delete: remove,
    siteIds: () =>
      call(async (keytar) => {
        const found = await keytar.findCredentials(service);
        return new Set(found.map(({ account }) => account));
      }),
  };
}

/** Loads the library (without libsecret it does not load) and asks for an entry that is never there, which unlocks nothing. */
async function open(service: string): Promise<Keytar> {
  const module: Keytar & { readonly default?: Keytar } = await import('keytar');
  const keytar = module.default ?? module;
  await keytar.getPassword(service, 'is it there?');
  return keytar;
}

function nameOf(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'Windows Credential Manager';
  if (platform === 'darwin') return 'macOS Keychain';
  return 'the keyring of this computer';
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
