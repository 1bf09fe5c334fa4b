import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { OwnerLocks } from './owner-locks.ts';

test('one process is the app, and the next one is told', () => {
  const folder = join(tempFolder(), 'locks');
  const first = new OwnerLocks(folder);
  const second = new OwnerLocks(folder);
  expect(second.isAlive('app')).toBe(false);
  const lock = first.take('app');
  expect(second.isAlive('app')).toBe(true);
  expect(() => first.take('app')).toThrow('already-open');
  lock.release();
  lock.release();
  expect(second.isAlive('app')).toBe(false);
  second.take('app').release();
});

test('a run of the command line leaves no file', () => {
  const folder = join(tempFolder(), 'locks');
  const locks = new OwnerLocks(folder);
  const lock = locks.take('cli-1');
  expect(existsSync(join(folder, 'cli-1.lock'))).toBe(true);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a process that is killed is no owner any more', async () => {
  const folder = tempFolder();
  const libsql = pathToFileURL(createRequire(import.meta.url).resolve('libsql')).href;
  const script = `
    import Libsql from ${JSON.stringify(libsql)};
    new Libsql(${JSON.stringify(join(folder, 'cli-9.lock'))}).exec('BEGIN EXCLUSIVE');
    console.log('locked');
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  await once(child.stdout, 'data');
  const locks = new OwnerLocks(folder);
  expect(locks.isAlive('cli-9')).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(locks.isAlive('cli-9')).toBe(false);
  locks.take('cli-9').release();
});
