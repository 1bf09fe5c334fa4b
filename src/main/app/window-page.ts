import { protocol, session } from 'electron';
import { serveRendererFile, windowOrigin, windowScheme } from './renderer-files.ts';
import { contentSecurityPolicy, guardSession } from './security.ts';

/** What the window shows, and the origin that alone may give commands. */
export interface WindowPage {
  readonly origin: string;
  readonly url: string;
}

/** Serves the built renderer, or leaves that to electron-vite's development server, and closes every other way. */
export function openWindowPage(
  rendererFolder: string,
  developmentServer: string | undefined,
): WindowPage {
  const page =
    developmentServer === undefined
      ? { origin: windowOrigin, url: `${windowOrigin}/index.html` }
      : { origin: new URL(developmentServer).origin, url: developmentServer };
  protocol.handle(windowScheme, ({ url }) =>
    serveRendererFile(url, rendererFolder, contentSecurityPolicy),
  );
  guardSession(session.defaultSession, page.origin);
  return page;
}
