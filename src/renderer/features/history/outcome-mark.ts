import {
  BadgeCheck,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  type LucideIcon,
} from 'lucide-react';
import type { Outcome } from '../../../shared/domain/receipt.ts';
import { outcomeNames, outcomeTones } from '../../../shared/domain/receipt-words.ts';
import type { StateMarkSpec } from '../../ui/StateMark.tsx';

const icons: Readonly<Record<Outcome, LucideIcon>> = {
  verified: BadgeCheck,
  accepted: CircleCheck,
  'accepted-with-remarks': CircleAlert,
  unknown: CircleQuestionMark,
  'no-proper-answer': CircleQuestionMark,
  failed: CircleX,
  'not-accepted': CircleX,
  cancelled: CircleSlash,
  skipped: CircleDashed,
};

export const outcomeMark = (outcome: Outcome): StateMarkSpec => ({
  icon: icons[outcome],
  tone: outcomeTones[outcome],
});

/** The outcome where there is little room. */
export const shortOutcome = (outcome: Outcome): string =>
  outcome === 'accepted-with-remarks' ? 'With remarks' : outcomeNames[outcome];
