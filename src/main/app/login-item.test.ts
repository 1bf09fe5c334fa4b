import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, test, vi } from 'vitest';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { autostartEntry, autostartFile, autostartItem, systemLoginItem } from './login-item.ts';

const command = { program: '/opt/CIIS Connect/ciis-connect', args: ['--hidden'] };

test('on Linux it is a file that is there or not', async () => {
  const file = join(tempFolder(), 'config', 'autostart', 'ciis-connect.desktop');
  const item = autostartItem(file, command);
  await item.set(true);
  expect(readFileSync(file, 'utf8')).toContain(
    'Exec="/opt/CIIS Connect/ciis-connect" "--hidden"\n',
  );
  expect(readdirSync(dirname(file))).toEqual(['ciis-connect.desktop']);
  await item.set(false);
  expect(existsSync(file)).toBe(false);
  await expect(item.set(false)).resolves.toBeUndefined();
});

test('a program that has moved is found again, and an entry that somebody removed stays away', async () => {
  const file = join(tempFolder(), 'ciis-connect.desktop');
  const item = autostartItem(file, command);
  await item.refresh();
  expect(existsSync(file)).toBe(false);
  await autostartItem(file, { ...command, program: '/old/ciis-connect' }).set(true);
  await item.refresh();
  expect(readFileSync(file, 'utf8')).toBe(autostartEntry(command));
});

test('an entry that can not be written is told as an error of ours', async () => {
  const folder = join(tempFolder(), 'not-a-folder');
  writeFileSync(folder, '');
  const item = autostartItem(join(folder, 'autostart', 'ciis-connect.desktop'), command);
  await expect(item.set(true)).rejects.toMatchObject({ code: 'local-not-a-file' });
  const isFolder = join(tempFolder(), 'ciis-connect.desktop');
  mkdirSync(isFolder);
  await expect(autostartItem(isFolder, command).set(true)).rejects.toMatchObject({
    name: 'AppError',
  });
});

it.each([
  ['/opt/100%/ciis', '"/opt/100%%/ciis"'],
  ['/opt/$HOME/`x`', '"/opt/\\\\$HOME/\\\\`x\\\\`"'],
  ['/opt/a"b\\c', '"/opt/a\\\\"b\\\\\\\\c"'],
  ['/opt/two\nlines', '"/opt/two\\nlines"'],
])('writes %j so that it is one argument', (program, expected) => {
  expect(autostartEntry({ program, args: [] })).toContain(`\nExec=${expected}\n`);
});

it.each([
  [{}, '/home/pat/.config/autostart/ciis-connect.desktop'],
  [{ XDG_CONFIG_HOME: '/etc/pat' }, '/etc/pat/autostart/ciis-connect.desktop'],
  [{ XDG_CONFIG_HOME: 'relative' }, '/home/pat/.config/autostart/ciis-connect.desktop'],
])('finds the place of the entry with %j', (environment, expected) => {
  expect(autostartFile(environment, '/home/pat')).toBe(expected);
});

test('elsewhere the system is told, and by the person only', async () => {
  const setLoginItemSettings = vi.fn();
  const item = systemLoginItem({ setLoginItemSettings }, command);
  await item.refresh();
  expect(setLoginItemSettings).not.toHaveBeenCalled();
  await item.set(true);
  expect(setLoginItemSettings).toHaveBeenCalledWith({
    openAtLogin: true,
    path: command.program,
    args: ['--hidden'],
  });
});
