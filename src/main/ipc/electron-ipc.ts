import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { commandChannel, eventChannel } from '../../shared/ipc/bridge.ts';
import type { Reply } from '../../shared/ipc/reply.ts';
import type { Publish } from './publisher.ts';
import type { Route } from './router.ts';

const refusal: Reply<never> = {
  ok: false,
  error: { code: 'invalid-input', detail: 'Not from the window of this program' },
};

/** Answers commands of the window's own main frame, while it shows a page of `origin`, and of nothing else. Returns its undo. */
export function serveCommands(route: Route, window: BrowserWindow, origin: string): () => void {
  const isOwn = ({ senderFrame }: IpcMainInvokeEvent): boolean =>
    senderFrame !== null &&
    !window.isDestroyed() &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.url.startsWith(`${origin}/`);

  ipcMain.handle(commandChannel, (event, name: unknown, input: unknown) =>
    isOwn(event) ? route(name, input) : refusal,
  );
  return () => ipcMain.removeHandler(commandChannel);
}

/** Sends an event to the program's window while there is one. */
export const sendToWindow: Publish = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows())
    window.webContents.send(eventChannel, name, payload);
};
