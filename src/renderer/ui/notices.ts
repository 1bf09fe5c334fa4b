import { create } from 'zustand';
import { announce } from './announce.ts';

/** A message over the window: what happened and what to do. It stays until it is closed. */
export interface Notice {
  readonly id: number;
  readonly tone: 'bad' | 'warn' | 'info';
  readonly title: string;
  readonly text: string;
  /** Technical detail, to be copied. */
  readonly detail?: string;
}

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }));

let nextId = 1;
const mostShown = 3;

/** Shows a message; the same words are not shown twice at a time. */
export function notify(notice: Omit<Notice, 'id'>): void {
  announce(`${notice.title} ${notice.text}`, 'assertive');
  useNotices.setState(({ notices }) => {
    const others = notices.filter((one) => one.title !== notice.title || one.text !== notice.text);
    return { notices: [...others, { ...notice, id: nextId++ }].slice(-mostShown) };
  });
}

export function closeNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) }));
}
