import { Globe, MessagesSquare, Server, type LucideIcon } from 'lucide-react';
import type { Protocol } from '../../../shared/domain/protocol.ts';

/** What kind of service a site is, at a glance. */
export const siteIcons: Readonly<Record<Protocol, LucideIcon>> = {
  sftp: Server,
  ftps: Server,
  soap: MessagesSquare,
  web: Globe,
};
