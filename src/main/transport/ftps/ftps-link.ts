import { AppError } from '../../../shared/domain/error.ts';
import type { SiteOptions } from '../../../shared/domain/site.ts';
import type { ControlLink } from './control-link.ts';
import type { Features } from './features.ts';
import type { Lane } from './lane.ts';
import type { TlsSettings } from '../tls/tls-settings.ts';

/** A signed-in session and what its commands need. */
export interface FtpsLink {
  readonly control: ControlLink;
  readonly lane: Lane;
  /** Of the data links. */
  readonly tls: TlsSettings;
  /** Of the certificate that was accepted for the control link. */
  readonly fingerprint: string;
  readonly features: Features;
  readonly options: SiteOptions;
}

/** Seconds that an answer may be late once a command was given up, before the link is. */
export const settleSeconds = 2;

/** A path as a command's argument; rejects what would end the command or say another. */
export function pathArgument(path: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000\r\n]/.test(path))
    throw new AppError('remote-name-refused', 'A name may not have a line break');
  return path;
}

export function stalled(waitingFor: string): AppError {
  return new AppError('link-stalled', `Waited in vain for ${waitingFor}`);
}
