import { execFile } from 'node:child_process';

const answerWithinMs = 3000;
const question = [
  'call',
  '--session',
  '--dest=org.freedesktop.DBus',
  '--object-path=/org/freedesktop/DBus',
  '--method=org.freedesktop.DBus.NameHasOwner',
  'org.kde.StatusNotifierWatcher',
];

/**
 * Whether the desktop shows icons of programs that have no window. GNOME as it comes does not; where
 * it can't be found out, the answer is no. Never rejects.
 */
export function hasTray(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile('gdbus', question, { timeout: answerWithinMs }, (error, answer) =>
      resolve(error === null && answer.trim() === '(true,)'),
    );
  });
}
