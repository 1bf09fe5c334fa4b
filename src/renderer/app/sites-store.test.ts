import { expect, test } from 'vitest';
import { presets, type PresetId } from '../../shared/domain/presets.ts';
import type { SiteView } from '../../shared/ipc/contract.ts';
import { fileSiteById, fileSites } from './sites-store.ts';

const site = (id: PresetId): SiteView => ({
  ...presets[id],
  id,
  position: 0,
  lastConnectedAt: null,
  hasSecret: false,
  identity: null,
});
const sites = [site('ciis-realtime-test'), site('ciis-ftps'), site('ciis-web'), site('ciis-sftp')];

test('files go to SFTP and FTPS sites, and to no others', () => {
  expect(fileSites(sites).map(({ id }) => id)).toEqual(['ciis-ftps', 'ciis-sftp']);
  const state = { loaded: true, sites, folders: [] };
  expect(fileSiteById('ciis-sftp')(state)?.label).toBe('CIIS SFTP');
  expect(fileSiteById('ciis-web')(state)).toBeUndefined();
  expect(fileSiteById(null)(state)).toBeUndefined();
});
