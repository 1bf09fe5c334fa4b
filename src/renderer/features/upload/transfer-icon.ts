import {
  BadgeCheck,
  CircleAlert,
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
export function transferIcon({
  status,
  direction,
  failure,
}: Pick<Transfer, 'status' | 'direction' | 'failure'>): {
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
    case 'accepted':
      if (failure !== null) return { icon: CircleAlert, tone: 'warn' };
      return status === 'verified'
        ? { icon: BadgeCheck, tone: 'good' }
        : { icon: CircleCheck, tone: 'good' };
    case 'interrupted':
      return { icon: CircleDashed, tone: 'warn' };
    case 'unknown':
      return { icon: CircleQuestionMark, tone: 'warn' };
    case 'failed':
      return { icon: CircleX, tone: 'bad' };
    case 'cancelled':
      return { icon: CircleSlash, tone: 'muted' };
    case 'skipped':
      return { icon: CircleDashed, tone: 'muted' };
  }
}
