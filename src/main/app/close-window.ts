import type { Settings } from '../../shared/domain/settings.ts';
import { leavingWords, sumOf, type FilesUnderWay } from './files-under-way.ts';

export interface CloseFacts {
  readonly onClose: Settings['onClose'];
  /** Rules that are not paused. */
  readonly rules: number;
  readonly files: FilesUnderWay;
}

/** `ask-meaning`: go on without the window, or quit? `ask-files`: stop the files that are under way? */
export type CloseStep = 'close' | 'hide' | 'ask-meaning' | 'ask-files';

/** What the window's close button does. */
export function closeStep({ onClose, rules, files }: CloseFacts): CloseStep {
  if (onClose === 'tray') return 'hide';
  if (onClose === 'ask' && rules > 0) return 'ask-meaning';
  return quitStep(files);
}

/** What every other way to end the program does. */
export const quitStep = (files: FilesUnderWay): 'close' | 'ask-files' =>
  sumOf(files) === 0 ? 'close' : 'ask-files';

export interface MeaningFacts extends Pick<CloseFacts, 'rules' | 'files'> {
  readonly platform: NodeJS.Platform;
  /** The desktop shows icons of programs that have no window. */
  readonly hasTray: boolean;
}

/** The question what closing the window is to mean. */
export function meaningWords({ rules, files, platform, hasTray }: MeaningFacts): {
  readonly message: string;
  readonly detail: string;
} {
  const sending = sumOf(files) === 0 ? [] : [leavingWords(files).message];
  const sentences = [
    rules === 1
      ? 'A rule is on. It sends files only while CIIS Connect runs'
      : `${rules} rules are on. They send files only while CIIS Connect runs`,
    ...sending,
    `To see the window again, ${openingWords(platform, hasTray)}`,
  ];
  return {
    message: 'Keep CIIS Connect running?',
    detail: sentences.map((each) => `${each}.`).join(' '),
  };
}

/** "click its icon in the notification area", after "To see the window again, ". */
export function openingWords(platform: NodeJS.Platform, hasTray: boolean): string {
  if (platform === 'darwin') return 'click its icon in the menu bar';
  return hasTray ? 'click its icon in the notification area' : 'start CIIS Connect again';
}
