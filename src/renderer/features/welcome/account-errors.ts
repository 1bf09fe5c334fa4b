import { siteSettingsSchema } from '../../../shared/domain/site.ts';

export interface AccountErrors {
  readonly username?: string;
  readonly secret?: string;
}

/** What is wrong with the two fields, in words; nothing when they will do. */
export function accountErrors({
  username,
  secret,
  needsPassword,
}: {
  readonly username: string;
  readonly secret: string;
  readonly needsPassword: boolean;
}): AccountErrors {
  const checked = siteSettingsSchema.shape.username.safeParse(username);
  return {
    ...(!checked.success && {
      username: checked.error.issues[0]?.message ?? 'Enter the username that CIIS gave you',
    }),
    ...(needsPassword &&
      secret === '' && { secret: 'Enter the password, or set up without connecting' }),
  };
}
