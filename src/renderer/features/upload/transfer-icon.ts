import {
  BadgeCheck,
  CircleArrowDown,
  CircleArrowUp,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  Clock,
  type LucideIcon,
} from 'lucide-react';
import type { Transfer } from '../../../shared/domain/transfer.ts';

/** The icon of a transfer's state and the tone that it is drawn in. */
export function transferIcon({ status, direction }: Pick<Transfer, 'status' | 'direction'>): {
  readonly icon: LucideIcon;
  readonly tone: 'accent' | 'muted' | 'good' | 'warn' | 'bad';
} {
  switch (status) {
    case 'waiting':
      return { icon: Clock, tone: 'muted' };
    case 'sending':
      return { icon: direction === 'upload' ? CircleArrowUp : CircleArrowDown, tone: 'accent' };
    case 'paused':
      return { icon: CirclePause, tone: 'muted' };
    case 'verified':
      return { icon: BadgeCheck, tone: 'good' };
    case 'accepted':
      return { icon: CircleCheck, tone: 'good' };
    case 'unknown':
    case 'interrupted':
      return { icon: CircleQuestionMark, tone: 'warn' };
    case 'failed':
      return { icon: CircleX, tone: 'bad' };
    case 'cancelled':
      return { icon: CircleSlash, tone: 'muted' };
    case 'skipped':
      return { icon: CircleDashed, tone: 'muted' };
  }
}
