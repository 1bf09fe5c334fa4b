import { presets, type PresetId } from '../../../shared/domain/presets.ts';
import type { SiteSettings } from '../../../shared/domain/site.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { chooseSite, openSite } from '../../app/current-site.ts';
import { openSites, showCheck } from '../../app/navigation-store.ts';

/** What the person types of an account; `facilityId` only counts for real-time messages. */
export interface Account {
  readonly username: string;
  readonly facilityId: string;
  readonly secret: string;
}

/** The preset with the account filled in. */
export const settingsFor = (preset: PresetId, account: Account): SiteSettings => ({
  ...presets[preset],
  username: account.username,
  ...(presets[preset].protocol === 'soap' && { facilityId: account.facilityId }),
});

/** Makes the site of a preset, with what was typed of the account. */
export function setUpSite(preset: PresetId, account: Account): Promise<SiteView> {
  const { username } = account;
  const secret = account.secret === '' ? null : account.secret;
  return presets[preset].protocol === 'soap'
    ? call('sites.save', { id: null, settings: settingsFor(preset, account), secret })
    : call('sites.addPreset', { preset, username, secret });
}

/** The two ways to end the set-up: what their buttons say, and where they lead. */
interface Endings {
  readonly now: string;
  readonly onNow: (siteId: string) => void;
  readonly later: string;
  readonly onLater: (siteId: string) => void;
}

const fileEndings: Endings = {
  now: 'Set up and connect',
  onNow: openSite,
  later: 'Set up without connecting',
  onLater: chooseSite,
};

const realTimeEndings: Endings = {
  now: 'Set up and check',
  onNow: showCheck,
  later: 'Set up without checking',
  onLater: (siteId) => openSites({ kind: 'edit', siteId }),
};

export const endingsOf = (preset: PresetId): Endings =>
  presets[preset].protocol === 'soap' ? realTimeEndings : fileEndings;
