import type { Site } from '../../../shared/domain/site.ts';
import type { Transfer, VerifiedBy } from '../../../shared/domain/transfer.ts';
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
    ...optional('Messages', transfer.messages === null ? null : String(transfer.messages)),
    ...optional('Checked by', transfer.verifiedBy === null ? null : checkedBy[transfer.verifiedBy]),
    ...optional('SHA-256', transfer.sha256, true),
    ...optional('Queued', time(transfer.queuedAt)),
    ...optional('Started', time(transfer.startedAt)),
    ...optional('Ended', time(transfer.endedAt)),
    ...optional('Begun again', triesWords(transfer.tries)),
    ...optional("Server's identity", transfer.fingerprint, true),
    ...optional("Server's reply", transfer.reply, true),
    ...optional('Code', transfer.failure?.code ?? null, true),
    ...(transfer.failure?.code === 'preflight-stopped'
      ? optional('Found', transfer.failure.detail)
      : optional('Detail', transfer.failure?.detail ?? null, true)),
  ];
}

const checkedBy: Readonly<Record<VerifiedBy, string>> = {
  size: 'Its size, read back',
  'sha-512': 'SHA-512 of the server',
  'sha-256': 'SHA-256 of the server',
  'sha-1': 'SHA-1 of the server',
  md5: 'MD5 of the server',
  'crc-32': 'CRC-32 of the server',
};

const triesWords = (tries: number): string | null =>
  tries === 0 ? null : tries === 1 ? 'Once, by itself' : `${tries} times, by itself`;
