import { beforeEach, expect, test, vi } from 'vitest';
import { siteSettingsSchema } from '../../../shared/domain/site.ts';
import { endingsOf, settingsFor, setUpSite } from './set-up.ts';

const account = { username: 'riverside', facilityId: 'R1', secret: 'invented-secret' };
let called: unknown[];

beforeEach(() => {
  called = [];
  vi.stubGlobal('window', {
    ciis: {
      invoke: (name: string, input: unknown) => {
        called.push({ name, input });
        return Promise.resolve({ ok: true, value: {} });
      },
    },
  });
});

test('a file preset takes username and password', async () => {
  await setUpSite('ciis-sftp', account);
  await setUpSite('ciis-ftps', { ...account, secret: '' });
  expect(called).toEqual([
    {
      name: 'sites.addPreset',
      input: { preset: 'ciis-sftp', username: 'riverside', secret: 'invented-secret' },
    },
    {
      name: 'sites.addPreset',
      input: { preset: 'ciis-ftps', username: 'riverside', secret: null },
    },
  ]);
});

test('the test gateway is saved with its facility ID, and will do as it is', async () => {
  await setUpSite('ciis-realtime-test', account);
  const settings = settingsFor('ciis-realtime-test', account);
  expect(called).toEqual([
    { name: 'sites.save', input: { id: null, settings, secret: 'invented-secret' } },
  ]);
  expect(settings).toMatchObject({ facilityId: 'R1', host: 'cigtest.state.co.us' });
  expect(siteSettingsSchema.safeParse(settings).success).toBe(true);
});

test('a facility ID that was typed for real-time messages does not go into a file site', () => {
  expect(settingsFor('ciis-sftp', account).facilityId).toBe('');
});

test('a file site is connected to, the gateway is checked', () => {
  expect(endingsOf('ciis-ftps').now).toBe('Set up and connect');
  expect(endingsOf('ciis-realtime-test').now).toBe('Set up and check');
});
