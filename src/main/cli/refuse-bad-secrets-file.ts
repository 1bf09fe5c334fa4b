import type { Secrets } from '../secrets/secrets.ts';
import { UsageError, type Command } from './command.ts';

const inNeedOfPasswords: ReadonlySet<Command['kind']> = new Set([
  'check',
  'upload',
  'send',
  'run',
  'watch',
  'password-set',
]);

/**
 * Throws UsageError where the secrets file that was chosen can't be opened: with nobody to ask, each site would seem
 * to have no password.
 */
export async function refuseBadSecretsFile(
  secrets: Pick<Secrets, 'problem'>,
  secretsFile: string | null,
  { kind }: Pick<Command, 'kind'>,
): Promise<void> {
  if (secretsFile === null || !inNeedOfPasswords.has(kind)) return;
  const problem = await secrets.problem();
  if (problem !== null) throw new UsageError(problem);
}
