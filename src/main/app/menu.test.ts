import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { menuItems, type MenuItem } from '../../shared/ipc/contract.ts';
import { menuTemplate } from './menu.ts';

type Entry = MenuItemConstructorOptions;

function flat(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) =>
    Array.isArray(entry.submenu) ? [entry, ...flat(entry.submenu)] : [entry],
  );
}

const template = (platform: NodeJS.Platform, choose: (item: MenuItem) => void = () => undefined) =>
  flat(menuTemplate({ choose, leave: () => undefined }, { platform, development: false }));

const click = (entry: Entry | undefined) => (entry?.click as unknown as () => void)();

it.each(['win32', 'darwin', 'linux'] as const)('holds every command once on %s', (platform) => {
  const ids = template(platform).flatMap(({ id }) => (id === undefined ? [] : [id]));
  expect(ids.toSorted()).toEqual([...menuItems].toSorted());
});

it("has CuteFTP's words and keys", () => {
  const [file] = menuTemplate(
    { choose: () => undefined, leave: () => undefined },
    { platform: 'win32', development: false },
  );
  const [created] = file?.submenu as Entry[];
  expect(created?.label).toBe('New');
  expect((created?.submenu as Entry[]).map(({ label }) => label)).toEqual([
    'FTPS (SSL) Site',
    'SFTP (SSH2) Site',
    'Real-time (SOAP) Site',
    'Web upload site',
  ]);
  const keys = new Map(template('win32').map(({ id, accelerator }) => [id, accelerator]));
  expect(keys.get('upload-selection')).toBe('CmdOrCtrl+U');
  expect(keys.get('open-messages')).toBe('CmdOrCtrl+Shift+O');
  expect(keys.get('refresh')).toBe('F5');
  expect(keys.get('show-settings')).toBe('Alt+F7');
  expect(keys.get('site-properties')).toBe('Alt+Enter');
});

it('tells the window what was chosen', () => {
  const chosen: MenuItem[] = [];
  const entries = template('win32', (item) => void chosen.push(item));
  click(entries.find(({ label }) => label === 'Practice site'));
  click(entries.find(({ label }) => label === 'Connect'));
  click(entries.find(({ label }) => label === 'Check connection'));
  expect(chosen).toEqual(['practice-site', 'connect', 'check-connection']);
});
