import { create } from 'zustand';
import { settingsSchema, type Settings } from '../../shared/domain/settings.ts';
import type { AppInfo, CommandInput } from '../../shared/ipc/contract.ts';
import { call, listen } from './api.ts';

interface SettingsState {
  readonly settings: Settings;
  /** Null until main has told. */
  readonly info: AppInfo | null;
}

export const useSettings = create<SettingsState>(() => ({
  settings: settingsSchema.parse({}),
  info: null,
}));

/** Fills the store and keeps it fresh; returns its undo. */
export async function startSettings(): Promise<() => void> {
  const stop = listen('settings.changed', (settings) => useSettings.setState({ settings }));
  const [settings, info] = await Promise.all([call('settings.get'), call('app.info')]);
  useSettings.setState({ settings, info });
  return stop;
}

/** Shows at once; what main says afterwards wins. */
export async function changeSettings(patch: CommandInput<'settings.update'>): Promise<void> {
  useSettings.setState(({ settings }) => ({
    settings: settingsSchema.parse({ ...settings, ...patch }),
  }));
  useSettings.setState({ settings: await call('settings.update', patch) });
}
