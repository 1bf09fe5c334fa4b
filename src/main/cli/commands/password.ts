import { toFailure } from '../../../shared/domain/error.ts';
import type { Services } from '../../compose.ts';
import { UsageError, type GlobalOptions } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { findSite } from '../find-site.ts';
import type { Io } from '../io.ts';
import { plainFailure } from '../output.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../screen.ts';

/** What a site's password may have, as everywhere in the program. */
const longest = 1024;

/** Keeps a password in the keychain; it is not tried, so that it costs no sign-in. */
export async function setPassword(
  services: Services,
  screen: Screen,
  io: Io,
  { site: typed }: { readonly site: string },
  { passwordStdin }: Pick<GlobalOptions, 'passwordStdin'>,
): Promise<ExitCode> {
  const { sites, secrets } = services;
  const site = findSite(sites, typed, 'password');
  if (site.protocol === 'web') {
    throw new UsageError(
      `"${printable(site.label)}" is a page that signs in in the browser: it has no password here.`,
      'password',
    );
  }
  if ((await secrets.problem()) !== null)
    return refuse(services, screen, (await secrets.problem()) ?? '');
  const whose = `${printable(site.username)} at ${printable(site.host)}`;
  const what = site.signIn.kind === 'key' ? 'Passphrase of the private key' : 'Password';
  const password = passwordStdin
    ? await io.readInput()
    : await screen.question(`${what} for ${whose} (not shown): `, io.stopped, { hidden: true });
  if (io.stopped.aborted) return exitCodes.someNot;
  if (password === null) {
    throw new UsageError(
      'Nobody is there to be asked: pipe it in with --password-stdin.',
      'password',
    );
  }
  if (password === '')
    throw new UsageError('The password is empty, so nothing was kept.', 'password');
  if (password.length > longest || password.includes('\0')) {
    throw new UsageError('This is no password: it is too long or holds a NUL.', 'password');
  }
  try {
    await secrets.set(site.id, password);
  } catch (thrown) {
    return refuse(services, screen, toFailure(thrown).detail);
  }
  screen.result(`Kept in ${secrets.name} for "${printable(site.label)}".`);
  return exitCodes.allAccepted;
}

function refuse({ secrets }: Services, screen: Screen, detail: string): ExitCode {
  const failure = { code: 'keychain-unavailable', detail } as const;
  screen.problem(plainFailure(failure, { keychain: secrets.name }));
  screen.problem(
    'In a script, set CIIS_CONNECT_PASSWORD or use --password-stdin with each upload.',
  );
  return exitCodes.someNot;
}
