import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  type LucideIcon,
} from 'lucide-react';
import { verdictWord } from '../../../shared/domain/check-text.ts';
import { isOfToday } from '../../../shared/domain/check-age.ts';
import type { Check } from '../../../shared/domain/check.ts';
import type { Protocol } from '../../../shared/domain/protocol.ts';
import type { ChipTone } from '../../ui/Chip.tsx';

export interface VerdictChip {
  readonly tone: ChipTone;
  readonly icon: LucideIcon | 'busy';
  readonly words: string;
}

/** The same, in a neutral color where it is not of today: it may be true no more. */
export function verdictChipAsOf(
  check: Check | undefined,
  protocol: Protocol,
  now: number,
): VerdictChip {
  const chip = verdictChip(check, protocol);
  return check === undefined || isOfToday(check, now) ? chip : { ...chip, tone: 'neutral' };
}

/** How a check stands, or stood, in one or two words. */
export function verdictChip(check: Check | undefined, protocol: Protocol): VerdictChip {
  if (check === undefined) return { tone: 'neutral', icon: CircleDashed, words: 'Not checked yet' };
  const words = verdictWord(check, protocol);
  switch (check.verdict) {
    case null:
      return { tone: 'neutral', icon: 'busy', words };
    case 'ready':
      return { tone: 'good', icon: CircleCheck, words };
    case 'incomplete':
      return { tone: 'warn', icon: CircleAlert, words };
    case 'failed':
      return { tone: 'bad', icon: CircleX, words };
    case 'stopped':
      return { tone: 'neutral', icon: CircleSlash, words };
  }
}
