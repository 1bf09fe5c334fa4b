import { Notification } from 'electron';
import type { MorningNotice } from '../checks/every-morning.ts';

/** Held until they are gone: one that is collected as garbage does nothing when it is clicked. */
const shown = new Set<Notification>();

/** Tells of a failed morning check on the desktop, where the desktop takes notifications. */
export function notify({ title, body }: MorningNotice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  const gone = (): void => void shown.delete(notification);
  shown.add(notification);
  notification.on('click', () => {
    gone();
    onClick();
  });
  notification.on('close', gone);
  notification.on('failed', gone);
  notification.show();
}
