import { CircleAlert, CircleCheck, CircleQuestionMark, type LucideIcon } from 'lucide-react';
import type { PromptOf } from './prompt-of.ts';

type AgainFile = PromptOf<'send-again'>['files'][number];

/** The mark of what the server says about a name. */
export function thereMark({ size, there }: AgainFile): {
  readonly icon: LucideIcon;
  readonly tone: 'good' | 'warn' | 'muted';
} {
  switch (there.kind) {
    case 'there':
      return there.size === size
        ? { icon: CircleCheck, tone: 'good' }
        : { icon: CircleAlert, tone: 'warn' };
    case 'not-seen':
      return { icon: CircleQuestionMark, tone: 'warn' };
    case 'not-asked':
      return { icon: CircleQuestionMark, tone: 'muted' };
  }
}
