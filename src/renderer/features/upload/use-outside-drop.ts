import { useOutsideDrop as useDrop } from '../../app/use-outside-drop.ts';
import { setDragged } from './upload-view-store.ts';

const onDragged = (count: number | null): void =>
  setDragged(count === null ? null : { from: 'outside', count });

/** Files that are dragged from outside over the Upload screen. */
export const useOutsideDrop = (onPaths: (paths: readonly string[]) => void): void =>
  useDrop({ onPaths, onDragged });
