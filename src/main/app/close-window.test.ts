import { expect, it, test } from 'vitest';
import { closeStep, meaningWords, openingWords, quitStep } from './close-window.ts';

const noFiles = { uploads: 0, arriving: 0, messageFiles: 0 };
const oneFile = { ...noFiles, uploads: 1 };

it.each([
  ['ask', 0, noFiles, 'close'],
  ['ask', 0, oneFile, 'ask-files'],
  ['ask', 2, noFiles, 'ask-meaning'],
  ['ask', 1, oneFile, 'ask-meaning'],
  ['quit', 2, noFiles, 'close'],
  ['quit', 2, oneFile, 'ask-files'],
  ['tray', 0, noFiles, 'hide'],
  ['tray', 1, oneFile, 'hide'],
] as const)('with "%s", %i rules and %j the close button leads to %4$s', (...given) => {
  const [onClose, rules, files, step] = given;
  expect(closeStep({ onClose, rules, files })).toBe(step);
});

test('whoever quits is asked about files only', () => {
  expect(quitStep(noFiles)).toBe('close');
  expect(quitStep({ ...noFiles, arriving: 3 })).toBe('ask-files');
});

test('the question says why it is asked and how to come back', () => {
  const facts = { platform: 'win32', hasTray: true } as const;
  expect(meaningWords({ rules: 1, files: noFiles, ...facts }).detail).toBe(
    'A rule is on. It sends files only while CIIS Connect runs. To see the window again, click its icon in the notification area.',
  );
  const { detail } = meaningWords({ rules: 2, files: oneFile, ...facts });
  expect(detail).toContain('2 rules are on. They send files only while CIIS Connect runs.');
  expect(detail).toContain('A file is still being sent.');
});

test('where the desktop shows no icon, a second start is what opens the window', () => {
  expect(openingWords('linux', false)).toBe('start CIIS Connect again');
  expect(openingWords('linux', true)).toContain('notification area');
  expect(openingWords('darwin', true)).toContain('menu bar');
});
