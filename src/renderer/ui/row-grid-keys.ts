import type { KeyboardEvent } from 'react';
import type { ChooseHow } from './row-choice.ts';

/** What a key does in a grid of rows. */
export type GridKey =
  | { readonly kind: 'all' | 'none' | 'open' }
  | { readonly kind: 'choose'; readonly how: ChooseHow }
  | { readonly kind: 'move'; readonly key: string; readonly how: ChooseHow }
  | { readonly kind: 'type'; readonly text: string };

const moves = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']);

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Null: the key is not the grid's. */
export function gridKey({ key, altKey, shiftKey, ...held }: Pressed): GridKey | null {
  const control = held.ctrlKey || held.metaKey;
  if (altKey) return null;
  if (moves.has(key))
    return { kind: 'move', key, how: shiftKey ? 'range' : control ? 'focus' : 'only' };
  if (control && key.toLowerCase() === 'a' && !shiftKey) return { kind: 'all' };
  if (key === ' ') return { kind: 'choose', how: shiftKey ? 'range' : control ? 'toggle' : 'only' };
  if (control) return null;
  if (key === 'Escape') return { kind: 'none' };
  if (key === 'Enter') return { kind: 'open' };
  return key.length === 1 ? { kind: 'type', text: key } : null;
}

/** The control that the arrow keys lead to inside a row; the row itself before the first. Null: it stays. */
export function besideInRow(
  row: HTMLElement,
  from: HTMLElement,
  direction: 'ArrowLeft' | 'ArrowRight',
): HTMLElement | null {
  const places = [row, ...row.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = places.indexOf(from);
  return places[at + (direction === 'ArrowRight' ? 1 : -1)] ?? null;
}
