import type { Session, WebContents } from 'electron';

/** Nothing but what was built with the program runs or loads; the window speaks to nobody but main. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The one thing a page may ask the system for: to put text that the person copies on the clipboard. */
const allowedPermission = 'clipboard-sanitized-write';

/** Denies permissions, downloads, and every request that does not go to the window's own origin. */
export function guardSession(session: Session, ownOrigin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === allowedPermission),
  );
  session.setPermissionCheckHandler((_contents, permission) => permission === allowedPermission);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  const ownSocket = ownOrigin.replace(/^http/, 'ws');
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = [ownOrigin, ownSocket].some((origin) => url.startsWith(`${origin}/`));
    answer({ cancel: !(own || url.startsWith('data:') || url.startsWith('devtools:')) });
  });
}

/** A page stays where it was loaded: no navigation, no new window, no web view. */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
