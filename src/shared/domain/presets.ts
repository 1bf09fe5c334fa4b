import { atWebAddress, newSiteSettings, type SiteSettings } from './site.ts';

/** CIIS user support, from the state's connectivity sheet. */
export const ciisSupportPhone = '(888) 611-9918';

export const presetIds = [
  'ciis-sftp',
  'ciis-ftps',
  'ciis-realtime-test',
  'ciis-realtime',
  'ciis-web',
] as const;
export type PresetId = (typeof presetIds)[number];

const gateway = (label: string, host: string): SiteSettings =>
  atWebAddress(
    {
      ...newSiteSettings('soap'),
      label,
      wsdlUrl: `https://${host}/CIGwsdl/CIGService.wsdl`,
    },
    `https://${host}/CIGService/ImmunizationService`,
  );

/** The CIIS services of the state's connectivity sheet, ready but for what CIIS gives to each account. */
export const presets: Readonly<Record<PresetId, SiteSettings>> = {
  'ciis-sftp': {
    ...newSiteSettings('sftp'),
    label: 'CIIS SFTP',
    host: 'sshftp.cohealthnet.com',
    port: 22,
  },
  'ciis-ftps': {
    ...newSiteSettings('ftps'),
    label: 'CIIS FTPS',
    host: 'sslftp.cohealthnet.com',
    port: 1971,
    options: { ...newSiteSettings('ftps').options, passivePorts: { from: 52000, to: 52040 } },
  },
  'ciis-realtime-test': gateway('CIIS Real-time (Test)', 'cigtest.state.co.us'),
  'ciis-realtime': gateway('CIIS Real-time (Production)', 'cig.state.co.us'),
  'ciis-web': atWebAddress(
    { ...newSiteSettings('web'), label: 'CIIS Web upload' },
    'https://cohealthnet.com:447',
  ),
};

const ciisHosts: ReadonlySet<string> = new Set(Object.values(presets).map(({ host }) => host));

/** As names are compared: a dot at the end says nothing. */
const plain = (host: string): string => host.trim().toLowerCase().replace(/\.+$/, '');

/** Whether a host is one of the state's own services: only those are called CIIS on screen. */
export const isCiisHost = (host: string): boolean => ciisHosts.has(plain(host));

/**
 * Which real-time gateway of the state a host is; null for any other host. Only the one that is known to be for
 * tests is: whatever else the state has may be for real data.
 */
export function gatewayKind(host: string): 'test' | 'production' | null {
  const name = plain(host);
  if (name === presets['ciis-realtime-test'].host) return 'test';
  return /(^|\.)state\.co\.us$/.test(name) ? 'production' : null;
}
