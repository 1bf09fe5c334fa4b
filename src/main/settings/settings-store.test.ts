import { expect, test, vi } from 'vitest';
import { settingsChangeSchema, settingsSchema } from '../../shared/domain/settings.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { SettingsStore } from './settings-store.ts';

const defaults = settingsSchema.parse({});

test('what was never chosen has its default', () => {
  expect(new SettingsStore(tempDatabase()).get()).toEqual(defaults);
});

test('a change is kept and leaves the rest as it was', () => {
  const db = tempDatabase();
  const store = new SettingsStore(db);
  store.update({ theme: 'dark', lastSiteId: 'a' });
  const window = { x: 1, y: 2, width: 3, height: 4 };
  expect(store.update({ window, theme: undefined })).toEqual({
    ...defaults,
    theme: 'dark',
    lastSiteId: 'a',
    window,
  });
  store.update({ lastSiteId: null });
  expect(new SettingsStore(db).get()).toEqual({ ...defaults, theme: 'dark', window });
});

test('a change that came through the contract changes nothing else', () => {
  const store = new SettingsStore(tempDatabase());
  store.update({ setUpSkipped: true });
  store.update(settingsChangeSchema.parse({ theme: 'light' }));
  expect(store.get()).toEqual({ ...defaults, setUpSkipped: true, theme: 'light' });
});

test('a value that does not fit is refused and changes nothing', () => {
  const store = new SettingsStore(tempDatabase());
  const wrong = { theme: 'pink', setUpSkipped: true } as unknown as { theme: 'dark' };
  expect(() => store.update(wrong)).toThrow('invalid-input');
  expect(store.get()).toEqual(defaults);
});

test('one that can not be read has its default and takes no other with it', () => {
  const db = tempDatabase();
  const store = new SettingsStore(db);
  store.update({ theme: 'dark', onStart: 'sites' });
  db.run("UPDATE settings SET json = '\"pink\"' WHERE key = 'theme'");
  expect(store.get()).toEqual({ ...defaults, onStart: 'sites' });
  expect(db.notices).toEqual(['A setting could not be read and was set aside.']);
});

test('one that this version does not know is left alone', () => {
  const db = tempDatabase();
  db.run("INSERT INTO settings (key, json) VALUES ('later', '1')");
  expect(new SettingsStore(db).get()).toEqual(defaults);
  expect(db.notices).toEqual([]);
});

test('who listens hears of each change', () => {
  const store = new SettingsStore(tempDatabase());
  const listener = vi.fn();
  const stop = store.onChanged(listener);
  store.update({ theme: 'dark' });
  stop();
  store.update({ theme: 'light' });
  expect(listener).toHaveBeenCalledTimes(1);
});
