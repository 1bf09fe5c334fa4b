import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { commandChannel, eventChannel, type Bridge } from '../../shared/ipc/bridge.ts';

type Listener = Parameters<Bridge['listen']>[0];
const listeners = new Set<{ readonly hear: Listener }>();
ipcRenderer.on(eventChannel, (_event, ...message: Parameters<Listener>) => {
  for (const { hear } of listeners) hear(...message);
});

const bridge: Bridge = {
  invoke: (name, input) => ipcRenderer.invoke(commandChannel, name, input) as never,
  listen(hear) {
    const entry = { hear };
    listeners.add(entry);
    return () => void listeners.delete(entry);
  },
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('ciis', bridge);
