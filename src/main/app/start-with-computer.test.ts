import { expect, test, vi } from 'vitest';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { startWithComputer } from './start-with-computer.ts';

function someItem() {
  return { set: vi.fn(() => Promise.resolve()), refresh: vi.fn(() => Promise.resolve()) };
}

const unexpected = ({ code }: Failure): never => expect.fail(code);

test('the entry follows the setting, and no other', async () => {
  const settings = new SettingsStore(tempDatabase());
  const item = someItem();
  const stop = startWithComputer(settings, item, unexpected);
  settings.update({ theme: 'dark' });
  settings.update({ startWithComputer: true });
  settings.update({ startWithComputer: false });
  await vi.waitFor(() => expect(item.set.mock.calls).toEqual([[true], [false]]));
  stop();
  settings.update({ startWithComputer: true });
  expect(item.set).toHaveBeenCalledTimes(2);
  expect(item.refresh).not.toHaveBeenCalled();
});

test('at the start an entry that is wanted is brought up to date', () => {
  const settings = new SettingsStore(tempDatabase());
  settings.update({ startWithComputer: true });
  const item = someItem();
  startWithComputer(settings, item, unexpected);
  expect(item.refresh).toHaveBeenCalledOnce();
  expect(item.set).not.toHaveBeenCalled();
});

test('what can not be written is told, and the setting says so', async () => {
  const settings = new SettingsStore(tempDatabase());
  const item = someItem();
  item.set.mockRejectedValueOnce(new AppError('local-permission'));
  const notice = vi.fn();
  startWithComputer(settings, item, notice);
  settings.update({ startWithComputer: true });
  await vi.waitFor(() => expect(settings.get().startWithComputer).toBe(false));
  expect(notice).toHaveBeenCalledWith(expect.objectContaining({ code: 'local-permission' }));
});
