import { expect, test } from 'vitest';
import { presets } from '../../../shared/domain/presets.ts';
import {
  newSiteSettings,
  type SiteOptions,
  type SiteSettings,
} from '../../../shared/domain/site.ts';
import { withUrl } from './site-draft.ts';
import { siteErrors, tabOfErrors } from './site-errors.ts';

const good: SiteSettings = { ...presets['ciis-ftps'], username: 'riverside_peds' };
const withOptions = (options: Partial<SiteOptions>): SiteSettings => ({
  ...good,
  options: { ...good.options, ...options },
});

test('settings that will do have no errors and open no tab', () => {
  expect(siteErrors(good, ['CIIS SFTP'])).toEqual({});
  expect(tabOfErrors({})).toBeUndefined();
});

test('each wrong field is named in words', () => {
  const errors = siteErrors(
    { ...good, label: ' ', host: 'sftp://x', username: '', port: NaN, signIn: key('') },
    [],
  );
  expect(errors).toEqual({
    label: 'Enter a label',
    host: 'Enter only the host name, without spaces, "sftp://" or a folder',
    username: 'Enter the username that CIIS gave you',
    port: 'Port is a number',
    'signIn.file': 'Choose the private key file',
  });
});

const key = (file: string) => ({ kind: 'key' as const, file });

test('a label that another site has is refused, whatever its case', () => {
  expect(siteErrors(good, ['ciis ftps ']).label).toBe('There is already a site called "CIIS FTPS"');
});

test('numbers out of range say the range, an empty one too', () => {
  const errors = siteErrors(withOptions({ connections: 11, idleTimeout: NaN }), []);
  expect(errors['options.connections']).toBe('Enter a number from 1 to 10');
  expect(errors['options.idleTimeout']).toBe('Enter a number from 5 to 600');
});

test('a range of ports must have its ports and their order', () => {
  const range = (from: number, to: number) =>
    siteErrors(withOptions({ passivePorts: { from, to } }), []);
  expect(range(52040, 52000)).toEqual({
    'options.passivePorts': 'The first port is above the last',
  });
  expect(range(52000, NaN)).toEqual({ 'options.passivePorts.to': 'Port is a number' });
});

test('a real-time site needs its account and its address, and no host', () => {
  const soap: SiteSettings = { ...newSiteSettings('soap'), label: 'Gateway', wsdlUrl: 'ftp://x' };
  const address = 'Enter a web address that begins with https://, without a username or a #';
  expect(siteErrors(soap, [])).toEqual({
    username: 'Enter the username that CIIS gave you',
    facilityId: 'Enter the facility ID that CIIS gave you',
    url: address,
    wsdlUrl: address,
  });
  const ready = { ...presets['ciis-realtime'], username: 'riverside', facilityId: 'R1' };
  expect(siteErrors({ ...ready, wsdlUrl: '' }, [])).toEqual({});
});

test('a web upload site needs its address only', () => {
  expect(siteErrors(presets['ciis-web'], [])).toEqual({});
  expect(Object.keys(siteErrors({ ...newSiteSettings('web'), label: 'Page' }, []))).toEqual([
    'url',
  ]);
});

test('a web address that is no address is named where it was typed, however long its host', () => {
  const long = withUrl(presets['ciis-web'], `https://${'a'.repeat(254)}.example`);
  expect(Object.keys(siteErrors(long, []))).toEqual(['url']);
});

test('no words of the schema library reach the screen', () => {
  const errors = siteErrors({ ...good, label: 'x'.repeat(81), remoteFolder: 'a\u0007b' }, []);
  expect(errors.label).toBe('Use at most 80 characters');
  expect(errors.remoteFolder).toBe('This has a character that can’t be used here');
});

test('the tab of the first error in the order of the screen is opened', () => {
  expect(tabOfErrors({ port: 'x', 'options.keepAlive': 'x' })).toBe('type');
  expect(tabOfErrors({ 'options.keepAlive': 'x', host: 'x' })).toBe('general');
  expect(tabOfErrors({ remoteFolder: 'x' })).toBe('actions');
  expect(tabOfErrors({ url: 'x' })).toBe('type');
  expect(tabOfErrors({ url: 'x', facilityId: 'x' })).toBe('general');
});

test('a speed limit is named with its bounds', () => {
  const options = { ...good.options, speedLimit: -1 };
  expect(siteErrors({ ...good, options }, [])).toEqual({
    'options.speedLimit': 'Enter a number from 0 to 10000000',
  });
});
