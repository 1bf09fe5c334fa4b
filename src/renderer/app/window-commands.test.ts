import { expect, test, vi } from 'vitest';
import { commandOfKey, onWindowCommand, runWindowCommand } from './window-commands.ts';

const plain = { ctrl: false, alt: false, shift: false };

test.each([
  [{ ...plain, key: 'u', ctrl: true }, 'upload-selection'],
  [{ ...plain, key: 'F5' }, 'refresh'],
  [{ ...plain, key: 'F7', alt: true }, 'show-settings'],
  [{ ...plain, key: 'Enter', alt: true }, 'site-properties'],
  [{ ...plain, key: 'u' }, null],
  [{ ...plain, key: 'U', ctrl: true, shift: true }, null],
  [{ ...plain, key: 'Enter' }, null],
])('key %o means %s', (key, command) => {
  expect(commandOfKey(key)).toBe(command);
});

test('a command means what the shown screen says, and nothing once that is gone', () => {
  const refresh = vi.fn();
  const stop = onWindowCommand('refresh', refresh);
  runWindowCommand('refresh');
  stop();
  runWindowCommand('refresh');
  expect(refresh).toHaveBeenCalledTimes(1);
});
