import type { Prompt, PromptKind } from '../../../shared/domain/prompt.ts';

/** The prompt of one kind. */
export type PromptOf<Kind extends PromptKind> = Extract<Prompt, { readonly kind: Kind }>;
