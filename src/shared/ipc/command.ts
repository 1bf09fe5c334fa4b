import { z } from 'zod';

/** Marks the type of a command's reply; nothing is checked in that direction: main is trusted. */
export const command = <Input extends z.ZodType>(input: Input) => ({
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the type is all there is
  returns: <Output>() => ({ input }) as { readonly input: Input; readonly output?: Output },
});

export const idSchema = z.string().min(1).max(64);

/** A path on this computer or on the server. NUL would cut it in the system's hands. */
export const pathSchema = z
  .string()
  .min(1)
  .max(32_767)
  .refine((text) => !text.includes('\0'), 'no NUL');
