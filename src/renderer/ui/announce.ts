import { create } from 'zustand';

interface Announcement {
  readonly text: string;
  /** Rises with each one, so that the same words are read again. */
  readonly count: number;
}

type Urgency = 'polite' | 'assertive';

const nothing: Announcement = { text: '', count: 0 };

/** What the live regions hold; read by LiveRegion only. */
export const useAnnouncements = create<Readonly<Record<Urgency, Announcement>>>(() => ({
  polite: nothing,
  assertive: nothing,
}));

/** Has a screen reader say a text. Assertive interrupts: only for failures and answers to an act. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  useAnnouncements.setState((state) => ({
    [urgency]: { text, count: state[urgency].count + 1 },
  }));
}
