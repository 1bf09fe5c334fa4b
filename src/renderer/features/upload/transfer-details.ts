import type { Site } from '../../../shared/domain/site.ts';
import type { Transfer } from '../../../shared/domain/transfer.ts';
import { formatSize } from '../../app/format-size.ts';
import { formatExactly } from '../../app/format-time.ts';
import type { Detail } from './DetailList.tsx';

/** All that is known about a transfer, for IT. It holds no content of the file. */
export function transferDetails(transfer: Transfer, site: Site | undefined): readonly Detail[] {
  const { size, sentBytes } = transfer;
  const upload = transfer.direction === 'upload';
  const optional = (name: string, value: string | null, mono = false): readonly Detail[] =>
    value === null || value === '' ? [] : [{ name, value, mono }];
  const time = (at: number | null) => (at === null ? null : formatExactly(at));
  return [
    ...optional('Site', site ? `${site.label} (${site.host}, port ${site.port})` : null),
    { name: upload ? 'From' : 'To', value: transfer.localPath },
    { name: upload ? 'To' : 'From', value: transfer.remotePath },
    {
      name: 'Size',
      value: `${formatSize(size)} (${size} bytes, ${sentBytes} ${upload ? 'sent' : 'received'})`,
    },
    ...optional('SHA-256', transfer.sha256, true),
    ...optional('Queued', time(transfer.queuedAt)),
    ...optional('Started', time(transfer.startedAt)),
    ...optional('Ended', time(transfer.endedAt)),
    ...optional("Server's reply", transfer.reply, true),
    ...optional('Code', transfer.failure?.code ?? null, true),
    ...(transfer.failure?.code === 'preflight-stopped'
      ? optional('Found', transfer.failure.detail)
      : optional('Detail', transfer.failure?.detail ?? null, true)),
  ];
}
