import { Notification } from 'electron';

/** A heading and one sentence or two. */
export interface DesktopNotice {
  readonly title: string;
  readonly body: string;
}

/** Held until they are gone: one that is collected as garbage does nothing when it is clicked. */
const shown = new Set<Notification>();

/** Tells of something on the desktop, where the desktop takes notifications. */
export function notify({ title, body }: DesktopNotice, onClick: () => void): void {
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
