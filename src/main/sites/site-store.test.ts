import { expect, test, vi } from 'vitest';
import { AppError, type ErrorCode } from '../../shared/domain/error.ts';
import { presets } from '../../shared/domain/presets.ts';
import type { SiteSettings } from '../../shared/domain/site.ts';
import { tempDatabase } from '../storage/testing/temp-database.ts';
import { SiteStore } from './site-store.ts';

const sftp: SiteSettings = { ...presets['ciis-sftp'], username: 'clinic-7' };
const labelled = (label: string, folderId: string | null = null): SiteSettings => ({
  ...sftp,
  label,
  folderId,
});

function newStore() {
  const db = tempDatabase();
  let last = 0;
  const newId = () => `id-${String((last += 1))}`;
  const store = new SiteStore(db, { newId });
  const labels = (folderId: string | null = null) =>
    store
      .snapshot()
      .sites.filter((site) => site.folderId === folderId)
      .map((site) => site.label);
  return { db, store, labels };
}

function refusal(act: () => unknown): { code: ErrorCode; detail: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.toFailure();
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a site is kept with everything that was entered', () => {
  const { db, store } = newStore();
  const site = store.create(sftp);
  expect(site).toEqual({ ...sftp, id: 'id-1', position: 0, lastConnectedAt: null });
  expect(new SiteStore(db, { newId: () => '' }).snapshot()).toEqual({ sites: [site], folders: [] });
});

test('a site is found by its label in any case, else by its id', () => {
  const { store } = newStore();
  const one = store.create(labelled('One'));
  const two = store.create(labelled('id-1'));
  expect(store.find('ONE')).toEqual(one);
  expect(store.find('id-1')).toEqual(two);
  expect(store.find('id-2')).toEqual(two);
  expect(store.find('three')).toBeUndefined();
});

test('what is not there is a site that is not found', () => {
  const { store } = newStore();
  for (const act of [
    () => store.get('gone'),
    () => store.update('gone', sftp),
    () => store.duplicate('gone'),
    () => store.remove('gone'),
    () => store.move('gone', null, null),
  ]) {
    expect(refusal(act).code).toBe('site-not-found');
  }
  expect(() => store.noteConnected('gone', 1)).not.toThrow();
});

test('two sites can not have one label, whatever its case', () => {
  const { store, labels } = newStore();
  store.create(labelled('CIIS SFTP'));
  const other = store.create(labelled('Other'));
  const expected = {
    code: 'invalid-input',
    detail: 'There is already a site called "ciis sftp".',
  };
  expect(refusal(() => store.create(labelled('ciis sftp')))).toEqual(expected);
  expect(refusal(() => store.update(other.id, labelled(' ciis sftp ')))).toEqual(expected);
  expect(labels()).toEqual(['CIIS SFTP', 'Other']);
  expect(store.update(other.id, labelled('OTHER')).label).toBe('OTHER');
});

test('input that does not fit is refused in words and changes nothing', () => {
  const { store, labels } = newStore();
  expect(refusal(() => store.create(labelled('')))).toEqual({
    code: 'invalid-input',
    detail: 'Enter a label',
  });
  expect(refusal(() => store.create({ ...sftp, port: 0 })).detail).toContain('between 1 and 65535');
  expect(refusal(() => store.create(labelled('A', 'gone'))).detail).toContain('folder');
  expect(labels()).toEqual([]);
});

test('many sites are created at once, in folders that are made where they are not there', () => {
  const { store, labels } = newStore();
  const clinics = store.saveFolder(null, 'Clinics');
  store.create(labelled('A', clinics.id));
  const listener = vi.fn();
  store.onChanged(listener);
  const made = store.createAll([
    { settings: labelled('B', 'elsewhere'), folder: '' },
    { settings: labelled('a'), folder: 'CLINICS' },
    { settings: labelled('C'), folder: 'New' },
    { settings: labelled('D'), folder: 'new' },
  ]);
  expect(listener).toHaveBeenCalledTimes(1);
  const { folders } = store.snapshot();
  expect(folders.map(({ name, position }) => [name, position])).toEqual([
    ['Clinics', 0],
    ['New', 1],
  ]);
  expect([labels(), labels(clinics.id), labels(folders[1]?.id)]).toEqual([
    ['B'],
    ['A', 'a (copy)'],
    ['C', 'D'],
  ]);
  expect(made.map(({ position }) => position)).toEqual([0, 1, 0, 1]);
  expect(new Set(made.map(({ id }) => id)).size).toBe(4);
});

test('of many sites none is created where one can not be', () => {
  const { store } = newStore();
  const bad = { settings: { ...sftp, port: 0 }, folder: '' };
  const wanted = [{ settings: sftp, folder: 'New' }, bad];
  expect(refusal(() => store.createAll(wanted)).code).toBe('invalid-input');
  expect(store.snapshot()).toEqual({ sites: [], folders: [] });
});

test('a change keeps place and last connection', () => {
  const { store } = newStore();
  const site = store.create(labelled('A'));
  store.create(labelled('B'));
  store.noteConnected(site.id, 77);
  expect(store.update(site.id, { ...sftp, label: 'A2', port: 2222 })).toEqual({
    ...sftp,
    label: 'A2',
    port: 2222,
    id: site.id,
    position: 0,
    lastConnectedAt: 77,
  });
  expect(store.get(site.id).port).toBe(2222);
});

test('a copy stands after its original, with a label of its own and never connected', () => {
  const { store, labels } = newStore();
  const site = store.create(labelled('A'));
  store.create(labelled('B'));
  store.noteConnected(site.id, 77);
  const copy = store.duplicate(site.id);
  expect(copy).toEqual({
    ...sftp,
    label: 'A (copy)',
    id: 'id-3',
    position: 1,
    lastConnectedAt: null,
  });
  store.duplicate(site.id);
  expect(labels()).toEqual(['A', 'A (copy 2)', 'A (copy)', 'B']);
});

test('a site that was removed is gone', () => {
  const { store, labels } = newStore();
  store.remove(store.create(labelled('A')).id);
  expect(labels()).toEqual([]);
});

test('sites move within a folder, to another one and out again', () => {
  const { store, labels } = newStore();
  const folder = store.saveFolder(null, 'Clinics');
  const [a, b, c] = ['A', 'B', 'C'].map((label) => store.create(labelled(label)).id);
  const d = store.create(labelled('D', folder.id)).id;
  if (a === undefined || b === undefined || c === undefined) throw new Error('unreachable');

  store.move(c, null, a);
  expect(labels()).toEqual(['C', 'A', 'B']);
  store.move(c, null, null);
  expect(labels()).toEqual(['A', 'B', 'C']);
  store.move(b, null, b);
  store.move(b, null, 'c');
  store.move(a, folder.id, d);
  expect(labels(folder.id)).toEqual(['A', 'D']);
  store.move(a, null, c);
  expect(labels()).toEqual(['A', 'C', 'B']);
  store.move(d, null, 'gone');
  expect(labels()).toEqual(['A', 'C', 'B', 'D']);
  expect(refusal(() => store.move(a, 'gone', null)).code).toBe('invalid-input');
});

test('changing the folder of a site in its settings puts it last there', () => {
  const { store, labels } = newStore();
  const folder = store.saveFolder(null, 'Clinics');
  const a = store.create(labelled('A'));
  store.create(labelled('B', folder.id));
  store.update(a.id, labelled('A', folder.id));
  expect(labels(folder.id)).toEqual(['B', 'A']);
});

test('folders are made, renamed and kept apart', () => {
  const { store } = newStore();
  const one = store.saveFolder(null, ' One ');
  const two = store.saveFolder(null, 'Two');
  expect(store.saveFolder(one.id, 'ONE')).toEqual({ id: one.id, name: 'ONE', position: 0 });
  expect(refusal(() => store.saveFolder(two.id, 'one')).detail).toContain('already');
  expect(refusal(() => store.saveFolder('gone', 'x')).code).toBe('invalid-input');
  expect(refusal(() => store.saveFolder(null, '  ')).detail).toBe('Enter a name for the folder');
  expect(store.snapshot().folders.map((folder) => folder.name)).toEqual(['ONE', 'Two']);
});

test('the sites of a removed folder move to the end of the top level', () => {
  const { store, labels } = newStore();
  const folder = store.saveFolder(null, 'Clinics');
  store.create(labelled('A', folder.id));
  store.create(labelled('B', folder.id));
  store.create(labelled('C'));
  store.removeFolder(folder.id);
  expect(labels()).toEqual(['C', 'A', 'B']);
  expect(store.snapshot().folders).toEqual([]);
  expect(refusal(() => store.removeFolder(folder.id)).code).toBe('invalid-input');
});

test('who listens hears of each change that was made, and of none that was refused', () => {
  const { store } = newStore();
  const listener = vi.fn();
  const stop = store.onChanged(listener);
  const site = store.create(sftp);
  store.noteConnected(site.id, 1);
  expect(listener).toHaveBeenCalledTimes(2);
  refusal(() => store.create(sftp));
  stop();
  store.remove(site.id);
  expect(listener).toHaveBeenCalledTimes(2);
});

test('a site that can not be read is set aside, and the others are there', () => {
  const { db, store, labels } = newStore();
  const broken = store.create(labelled('A'));
  store.create(labelled('B'));
  db.run('UPDATE sites SET json = ? WHERE id = ?', '{"protocol":"gopher"}', broken.id);
  expect(labels()).toEqual(['B']);
  expect(db.notices).toEqual(['A saved site could not be read and was set aside.']);
});

test('the sites of a folder that can not be read are at the top level', () => {
  const { db, store, labels } = newStore();
  const folder = store.saveFolder(null, 'Clinics');
  store.create(labelled('A', folder.id));
  db.run("UPDATE site_folders SET name = ''");
  expect(store.snapshot().folders).toEqual([]);
  expect(labels()).toEqual(['A']);
});

test('a site that was saved before an option came has its default', () => {
  const { db, store } = newStore();
  const { id } = store.create(sftp);
  const { comments, options, ...older } = sftp;
  const { keepAlive, ...olderOptions } = options;
  db.run('UPDATE sites SET json = ?', JSON.stringify({ ...older, options: olderOptions }));
  expect(store.get(id).comments).toBe(comments);
  expect(store.get(id).options.keepAlive).toBe(keepAlive);
});
