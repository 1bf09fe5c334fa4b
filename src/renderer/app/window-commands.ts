import type { MenuItem } from '../../shared/ipc/contract.ts';

type ScreenCommand = 'upload-selection' | 'choose-files' | 'refresh';

const handlers = new Map<ScreenCommand, () => void>();

/** A screen says what a command means while it is shown; returns its undo. */
export function onWindowCommand(command: ScreenCommand, handler: () => void): () => void {
  handlers.set(command, handler);
  return () => {
    if (handlers.get(command) === handler) handlers.delete(command);
  };
}

/** Does it if the screen that is shown knows it. */
export const runWindowCommand = (command: ScreenCommand): void => handlers.get(command)?.();

/** The menu command of a key; null: not ours. Where the system's menu has the key, it never comes here. */
export function commandOfKey({
  key,
  ctrl,
  alt,
  shift,
}: {
  key: string;
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
}): MenuItem | null {
  if (shift) return null;
  if (ctrl && !alt && key.toLowerCase() === 'u') return 'upload-selection';
  if (!ctrl && !alt && key === 'F5') return 'refresh';
  if (!ctrl && alt && key === 'F7') return 'show-settings';
  if (!ctrl && alt && key === 'Enter') return 'site-properties';
  return null;
}
