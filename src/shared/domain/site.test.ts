import { describe, expect, it } from 'vitest';
import { protocolSchema, protocols } from './protocol.ts';
import { atWebAddress, newSiteSettings, siteSettingsSchema, type SiteSettings } from './site.ts';

const problems = (settings: SiteSettings): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (siteSettingsSchema.safeParse(settings).error?.issues ?? []).map((issue) => [
      String(issue.path[0]),
      issue.message,
    ]),
  );

const files = { ...newSiteSettings('ftps'), label: 'Clinic', host: 'ftps.example', username: 'u' };
const gateway = atWebAddress(
  { ...newSiteSettings('soap'), label: 'Gateway', username: 'u', facilityId: 'F1' },
  'https://cig.example/CIGService',
);
const page = atWebAddress({ ...newSiteSettings('web'), label: 'Page' }, 'https://up.example:447');

describe('the settings of a site', () => {
  it.each([
    ['files', files],
    ['real-time', gateway],
    ['web upload', page],
  ])('are whole for %s', (_, settings) => {
    expect(problems(settings)).toEqual({});
  });

  it('need a username but for web upload', () => {
    expect(Object.keys(problems({ ...files, username: ' ' }))).toEqual(['username']);
    expect(Object.keys(problems({ ...gateway, username: '' }))).toEqual(['username']);
  });

  it('need a host for files, and a web address for the others', () => {
    expect(Object.keys(problems({ ...files, host: '' }))).toEqual(['host']);
    expect(problems({ ...page, url: 'up.example' })).toHaveProperty('url');
    expect(problems({ ...gateway, url: 'http://cig.example/' })).toHaveProperty('url');
  });

  it('need a facility ID for real-time only', () => {
    expect(Object.keys(problems({ ...gateway, facilityId: '' }))).toEqual(['facilityId']);
    expect(problems({ ...files, facilityId: '' })).toEqual({});
  });

  it('may leave out where the gateway describes itself, but not get it wrong', () => {
    expect(problems({ ...gateway, wsdlUrl: '' })).toEqual({});
    expect(problems({ ...gateway, wsdlUrl: 'https://other.example/x.wsdl' })).toEqual({});
    expect(Object.keys(problems({ ...gateway, wsdlUrl: 'file:///x.wsdl' }))).toEqual(['wsdlUrl']);
  });

  it('name one server: host and port are those of the web address', () => {
    expect(Object.keys(problems({ ...page, host: 'evil.example' }))).toEqual(['url']);
    expect(Object.keys(problems({ ...page, port: 443 }))).toEqual(['url']);
    expect(problems({ ...page, host: 'UP.example' })).toEqual({});
  });

  it('are all told wrong at once', () => {
    const wrong = { ...gateway, label: '', username: '', facilityId: '', wsdlUrl: 'x' };
    expect(Object.keys(problems(wrong)).sort()).toEqual([
      'facilityId',
      'label',
      'username',
      'wsdlUrl',
    ]);
  });

  it.each(['a\nb', 'a\u0000b', 'a\u007fb'])('hold no control characters: %j', (text) => {
    expect(problems({ ...gateway, facilityId: text })).toHaveProperty('facilityId');
    expect(problems({ ...gateway, username: text })).toHaveProperty('username');
  });

  it.each(['sftp://host', 'a host', 'host/folder', 'user@host', 'h\u00f6st'])(
    'have a host without anything around it: %s',
    (host) => {
      expect(problems({ ...files, host })).toHaveProperty('host');
    },
  );

  it('begin with what most sites of the protocol have', () => {
    for (const protocol of protocolSchema.options) {
      const { port, options, minTls, checkMornings } = newSiteSettings(protocol);
      expect(port).toBe(protocols[protocol].defaultPort);
      expect(options.filesAtATime).toBe(protocols[protocol].defaultFilesAtATime);
      expect([minTls, checkMornings]).toEqual(['1.2', false]);
    }
  });
});

describe('another web address', () => {
  it('brings its host and port along', () => {
    expect(atWebAddress(page, ' https://[::1]:8443/x ')).toMatchObject({ host: '::1', port: 8443 });
  });

  it('that is none leaves them as they are, and is shown as it was typed', () => {
    expect(atWebAddress(page, 'nonsense')).toEqual({ ...page, url: 'nonsense' });
  });
});
