import { newSiteSettings, type SiteSettings } from './site.ts';

/** CIIS user support, from the state's connectivity sheet. */
export const ciisSupportPhone = '(888) 611-9918';

export const presetIds = ['ciis-sftp', 'ciis-ftps'] as const;
export type PresetId = (typeof presetIds)[number];

/** The CIIS services of the state's connectivity sheet, ready but for username and password. */
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
};

const ciisHosts: ReadonlySet<string> = new Set(Object.values(presets).map(({ host }) => host));

/** Whether a host is one of the state's own services: only those are called CIIS on screen. */
export const isCiisHost = (host: string): boolean => ciisHosts.has(host.trim().toLowerCase());
