import { siteSettingsSchema, type SiteSettings } from '../../../shared/domain/site.ts';

export interface AccountErrors {
  readonly username?: string;
  readonly facilityId?: string;
  readonly secret?: string;
}

/** What is wrong with what was typed of an account, in words; nothing when it will do. */
export function accountErrors({
  settings,
  secret,
  withoutPassword,
}: {
  readonly settings: SiteSettings;
  readonly secret: string;
  /** How it goes on without a password ("set up without connecting"); null: it does so now. */
  readonly withoutPassword: string | null;
}): AccountErrors {
  const issues = siteSettingsSchema.safeParse(settings).error?.issues ?? [];
  const wordsAt = (field: 'username' | 'facilityId'): string | undefined => {
    const issue = issues.find(({ path }) => path.join('.') === field);
    if (issue?.code === 'too_big') return `Use at most ${Number(issue.maximum)} characters`;
    return issue?.message === 'no control characters'
      ? 'This has a character that can’t be used here'
      : issue?.message;
  };
  const username = wordsAt('username');
  const facilityId = wordsAt('facilityId');
  return {
    ...(username !== undefined && { username }),
    ...(facilityId !== undefined && { facilityId }),
    ...(withoutPassword !== null &&
      secret === '' && { secret: `Enter the password, or ${withoutPassword}` }),
  };
}
