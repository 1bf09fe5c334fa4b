import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataPlace, type DataFolderFacts } from './data-folder.ts';

const facts: DataFolderFacts = {
  platform: 'linux',
  environment: {},
  home: '/home/kim',
  workingFolder: '/files',
  chosen: null,
};
const inPath = (...parts: string[]) => resolve('/files', join(...parts));

describe('where the data lies', () => {
  it('is the usual place of the platform', () => {
    expect(dataPlace(facts).folder).toBe(inPath('/home/kim', '.local/share/ciis-connect'));
    expect(dataPlace({ ...facts, environment: { XDG_DATA_HOME: '/data' } }).folder).toBe(
      inPath('/data/ciis-connect'),
    );
    expect(dataPlace({ ...facts, platform: 'darwin' }).folder).toBe(
      inPath('/home/kim', 'Library/Application Support/CIIS Connect'),
    );
    expect(
      dataPlace({ ...facts, platform: 'win32', environment: { APPDATA: '/roaming' } }).folder,
    ).toBe(inPath('/roaming', 'CIIS Connect'));
  });

  it('is what --data-dir says, before what the environment says', () => {
    const environment = { CIIS_CONNECT_DATA_DIR: '/from-env' };
    expect(dataPlace({ ...facts, environment }).folder).toBe(inPath('/from-env'));
    expect(dataPlace({ ...facts, environment, chosen: 'mine' }).folder).toBe(inPath('mine'));
  });

  it("keeps another folder's passwords apart from the usual one's", () => {
    const chosen = (folder: string) => dataPlace({ ...facts, chosen: folder }).keychainService;
    expect(dataPlace(facts).keychainService).toBe('CIIS Connect');
    expect(chosen(dataPlace(facts).folder)).toBe('CIIS Connect');
    expect(chosen('/elsewhere')).toMatch(/^CIIS Connect \([0-9a-f]{12}\)$/);
    expect(chosen('/elsewhere')).not.toBe(chosen('/third'));
  });
});
