import { presets } from '../../src/shared/domain/presets.ts';
import type { SentFile } from '../../src/shared/domain/receipt.ts';
import type { LocalEntry, LocalFolder, RemoteEntry } from '../../src/shared/domain/remote-entry.ts';
import type { SessionLogLine } from '../../src/shared/domain/session.ts';
import { newSiteSettings } from '../../src/shared/domain/site.ts';
import type { Transfer, TransferStatus } from '../../src/shared/domain/transfer.ts';
import type { SiteView } from '../../src/shared/ipc/contract.ts';

/* Invented names and numbers; no patient is in here. */

const now = Date.now();
const today = (time: string, daysAgo = 0): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const date = new Date(now);
  date.setDate(date.getDate() - daysAgo);
  return date.setHours(hours, minutes, 0, 0);
};
const kb = 1024;
const mb = 1024 * kb;

export const sites: readonly SiteView[] = [
  {
    ...presets['ciis-sftp'],
    username: 'riverside_peds',
    id: 'ciis-sftp',
    position: 0,
    lastConnectedAt: today('10:32'),
    hasSecret: true,
    identity: null,
  },
  {
    ...presets['ciis-ftps'],
    username: 'riverside_peds',
    id: 'ciis-ftps',
    position: 1,
    lastConnectedAt: null,
    hasSecret: true,
    identity: null,
  },
  {
    ...presets['ciis-realtime-test'],
    username: 'riverside_hl7',
    facilityId: 'CO-0042',
    id: 'ciis-realtime-test',
    position: 2,
    lastConnectedAt: null,
    hasSecret: true,
    identity: null,
  },
  {
    ...presets['ciis-web'],
    id: 'ciis-web',
    position: 3,
    lastConnectedAt: null,
    hasSecret: false,
    identity: null,
  },
  {
    ...newSiteSettings('sftp'),
    label: 'Practice site',
    host: '127.0.0.1',
    username: 'practice',
    id: 'practice',
    position: 4,
    lastConnectedAt: null,
    hasSecret: true,
    identity: null,
  },
];

const entry = (
  name: string,
  size: number,
  modifiedAt: number,
  kind: LocalEntry['kind'] = 'file',
): LocalEntry => ({ name, path: `C:\\Clinic\\Outbox\\${name}`, size, modifiedAt, kind });

export const outbox: LocalFolder = {
  path: 'C:\\Clinic\\Outbox',
  parent: 'C:\\Clinic',
  crumbs: [
    { name: 'C:', path: 'C:\\' },
    { name: 'Clinic', path: 'C:\\Clinic' },
    { name: 'Outbox', path: 'C:\\Clinic\\Outbox' },
  ],
  entries: [
    entry('Archive', 0, today('08:15', 18), 'folder'),
    entry('VXU_2026-11-20.hl7', 1.1 * mb, today('00:12')),
    entry('walkin_1120.hl7', 340 * kb, today('00:09')),
    entry('school_1120.hl7', 2.2 * mb, today('00:05')),
    entry('batch_1119.hl7', 3.8 * mb, today('17:42', 1)),
    entry('VXU_2026-11-19.hl7', 1.4 * mb, today('10:05', 1)),
    entry('flu_clinic_1118.hl7', 612 * kb, today('18:20', 2)),
    entry('roster_november.csv', 88 * kb, today('16:00', 2)),
    entry('VXU_2026-11-18.hl7', 1.2 * mb, today('10:03', 2)),
    entry('school_1117.hl7', 2.6 * mb, today('15:30', 3)),
    entry('letter_to_parents.pdf', 210 * kb, today('15:00', 3)),
    entry('week_46.zip', 5.1 * mb, today('14:00', 3)),
    entry('VXU_2026-11-17.hl7', 980 * kb, today('10:02', 3)),
    entry('VXU_2026-11-16.hl7', 1.0 * mb, today('10:02', 4)),
    entry('scan_consent_form.png', 720 * kb, today('09:02', 4)),
    entry('VXU_2026-11-13.hl7', 1.1 * mb, today('10:01', 7)),
  ],
  more: null,
};

export const remoteEntries: readonly RemoteEntry[] = [
  { name: 'processed', kind: 'folder', size: 0, modifiedAt: today('08:00', 30) },
  { name: 'VXU_2026-11-17.hl7', kind: 'file', size: 980 * kb, modifiedAt: today('10:04', 3) },
  { name: 'VXU_2026-11-18.hl7', kind: 'file', size: 1.2 * mb, modifiedAt: today('10:05', 2) },
];

const transfer = (
  name: string,
  size: number,
  status: TransferStatus,
  position: number,
  more: Partial<Transfer> = {},
): Transfer => ({
  id: `t-${position}`,
  siteId: 'ciis-sftp',
  direction: 'upload',
  localPath: `C:\\Clinic\\Outbox\\${name}`,
  remotePath: `/riverside_peds/${name}`,
  name,
  size: Math.round(size),
  localModifiedAt: today('10:00', 1),
  allowEmpty: false,
  status,
  serverMayHave: 'nothing',
  tries: 0,
  retryAt: null,
  sentBytes: 0,
  sha256: null,
  messages: null,
  verifiedBy: null,
  fingerprint: null,
  reply: null,
  failure: null,
  queuedAt: now - 90_000,
  startedAt: null,
  endedAt: null,
  position,
  owner: 'app',
  ...more,
});

const sha256 = '9f2c5d17a84e6b03c1d9f7728e5a40b6d3c8e19f07b2a64d5c83f1e09b7a2d46';
const ended = { startedAt: now - 60_000, endedAt: now + 1000, sha256 };

export const busy: readonly Transfer[] = [
  transfer('batch_1119.hl7', 3.8 * mb, 'sending', 1, { sentBytes: Math.round(2.45 * mb) }),
  transfer('flu_clinic_1118.hl7', 612 * kb, 'waiting', 2),
  transfer('VXU_2026-11-17.hl7', 980 * kb, 'unknown', 3, {
    ...ended,
    sentBytes: 980 * kb,
    failure: { code: 'reply-lost', detail: 'ECONNRESET after the last WRITE, before CLOSE' },
  }),
  transfer('school_1117.hl7', 2.6 * mb, 'failed', 4, {
    ...ended,
    sentBytes: Math.round(2.6 * mb * 0.415),
    failure: { code: 'link-lost', detail: 'read ECONNRESET' },
  }),
  transfer('VXU_2026-11-19.hl7', 1.4 * mb, 'verified', 5, {
    ...ended,
    endedAt: now + 2000,
    messages: 212,
    verifiedBy: 'size',
    sentBytes: Math.round(1.4 * mb),
    reply: 'SSH_FX_OK',
  }),
  transfer('VXU_2026-11-18.hl7', 1.2 * mb, 'accepted', 6, {
    ...ended,
    sentBytes: Math.round(1.2 * mb),
    reply: 'SSH_FX_OK',
  }),
];

/** What a start finds after a bad end: interrupted ones, one whose end is unknown, and what waits for the person. */
export const heldBack: readonly Transfer[] = [
  transfer('batch_1119.hl7', 3.8 * mb, 'interrupted', 1, {
    ...ended,
    serverMayHave: 'part',
    sentBytes: Math.round(2.45 * mb),
    failure: { code: 'interrupted', detail: '' },
  }),
  transfer('VXU_2026-11-19.hl7', 1.4 * mb, 'interrupted', 2, {
    ...ended,
    serverMayHave: 'part',
    failure: { code: 'interrupted', detail: '' },
  }),
  transfer('VXU_2026-11-17.hl7', 980 * kb, 'unknown', 3, {
    ...ended,
    serverMayHave: 'all',
    sentBytes: 980 * kb,
    failure: { code: 'reply-lost', detail: "The program ended before the server's word came." },
  }),
  transfer('flu_clinic_1118.hl7', 612 * kb, 'waiting', 4),
  transfer('school_1117.hl7', 2.6 * mb, 'waiting', 5),
];

/** A line that breaks: what is begun again by itself, what is held, what came with a remark. */
export const shaky: readonly Transfer[] = [
  transfer('batch_1119.hl7', 3.8 * mb, 'waiting', 1, {
    tries: 2,
    retryAt: now + 28_000,
    failure: { code: 'link-lost', detail: 'read ECONNRESET' },
  }),
  transfer('VXU_2026-11-19.hl7', 1.4 * mb, 'waiting', 2, {
    tries: 1,
    retryAt: now + 9_000,
    failure: { code: 'port-silent', detail: 'connect ETIMEDOUT' },
  }),
  transfer('flu_clinic_1118.hl7', 612 * kb, 'waiting', 3),
  transfer('walkin_1120.hl7', 340 * kb, 'paused', 4),
  transfer('school_1117.hl7', 2.6 * mb, 'failed', 5, {
    ...ended,
    failure: { code: 'remote-full', detail: '552 Quota exceeded' },
  }),
  transfer('VXU_2026-11-18.hl7', 1.2 * mb, 'accepted', 6, {
    ...ended,
    sentBytes: Math.round(1.2 * mb),
    failure: { code: 'remote-name-kept', detail: 'VXU_2026-11-18.hl7.part' },
  }),
];

export const doneBefore: readonly Transfer[] = ['16', '13', '12', '11'].map((day, index) =>
  transfer(`VXU_2026-11-${day}.hl7`, 1.1 * mb, 'verified', 20 + index, {
    sentBytes: Math.round(1.1 * mb),
    endedAt: now - 600_000 * (index + 1),
    sha256,
  }),
);

export const many = (count: number): readonly Transfer[] =>
  Array.from({ length: count }, (_, index) =>
    transfer(`school_${String(index).padStart(5, '0')}.hl7`, 40 * kb, 'waiting', 100 + index),
  );

export const log: readonly SessionLogLine[] = (
  [
    ['info', 'Connecting to sshftp.cohealthnet.com, port 22'],
    ['received', 'SSH-2.0-1.82_sshlib GlobalSCAPE'],
    ['info', 'Key exchange diffie-hellman-group14-sha256, cipher aes256-ctr'],
    ['sent', 'Sign in as riverside_peds (password)'],
    ['received', 'Signed in'],
    ['sent', 'REALPATH .'],
    ['received', '/riverside_peds'],
    ['sent', 'OPEN /riverside_peds/VXU_2026-11-19.hl7 (write, create, truncate)'],
    ['error', 'read ECONNRESET'],
  ] as const
).map(([kind, text], id) => ({
  id,
  siteId: 'ciis-sftp',
  at: now - 60_000 + id * 900,
  kind,
  text,
}));

/** Each with a name and a time of its own, in no order. */
export const manyFiles = (count: number): readonly LocalEntry[] =>
  Array.from({ length: count }, (_, index) => {
    const number = (index * 7919) % count;
    const name = `school_${String(number).padStart(6, '0')}.hl7`;
    return entry(name, 40 * kb + number, today('10:00', 3) - number * 1000);
  });

/** What was sent of the outbox. */
export const sentFiles: Readonly<Record<string, SentFile>> = Object.fromEntries(
  (
    [
      ['VXU_2026-11-19.hl7', 'verified', today('10:32')],
      ['VXU_2026-11-18.hl7', 'accepted', today('10:30')],
      ['VXU_2026-11-17.hl7', 'unknown', today('10:28')],
      ['VXU_2026-11-16.hl7', 'verified', today('10:12', 3)],
    ] as const
  ).map(([name, outcome, at]) => {
    const file = outbox.entries.find((each) => each.name === name);
    const { size = 0, modifiedAt = null } = file ?? {};
    return [name, { at, outcome, name, size, modifiedAt: modifiedAt ?? 0 }];
  }),
);
