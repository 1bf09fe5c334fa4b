import type {
  HistoryCount,
  HistoryFilter,
  HistoryPage,
  Outcome,
  Receipt,
} from '../../src/shared/domain/receipt.ts';
import type { AppEvents, EventName } from '../../src/shared/ipc/contract.ts';
import { sites } from './invented.ts';

type Emit = <Name extends EventName>(name: Name, payload: AppEvents[Name]) => void;

/* Invented names and numbers; no patient is in here. */

const now = new Date();
const at = (daysAgo: number, time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const date = new Date(now);
  date.setDate(date.getDate() - daysAgo);
  return date.setHours(hours, minutes, 11, 0);
};

const hash = (seed: number): string =>
  Array.from({ length: 8 }, (_, index) =>
    (Math.imul(seed + 1, 2654435761 + index * 40503) >>> 0).toString(16).padStart(8, '0'),
  ).join('');

const site = (id: string) => sites.find((one) => one.id === id) ?? sites[0];

function receipt(
  [daysAgo, time, name, siteId, outcome, messages]: Line,
  id: number,
  more: Partial<Receipt> = {},
): Receipt {
  const of = site(siteId);
  const endedAt = at(daysAgo, time);
  const isMessage = of?.protocol === 'soap';
  const arrived = outcome === 'verified' || outcome === 'accepted';
  return {
    id,
    kind: isMessage ? 'message' : 'file',
    direction: 'upload',
    outcome,
    startedAt: endedAt - 4000,
    endedAt,
    siteId,
    siteLabel: of?.label ?? '',
    protocol: of?.protocol ?? 'sftp',
    host: of?.host ?? '',
    port: of?.port ?? 22,
    username: of?.username ?? '',
    fingerprint: 'SHA256:6KzYk0pQx4m1mWbO5i1b5y8vQ2bJ2hY0zUq3cV7rT9s',
    name,
    localPath: isMessage ? 'C:\\Clinic\\Outbox\\VXU_2026-11-12.hl7' : `C:\\Clinic\\Outbox\\${name}`,
    localModifiedAt: endedAt - 600_000,
    remotePath: isMessage ? null : `/riverside_peds/${name}`,
    size: isMessage ? null : 1_468_204 + id * 1031,
    sha256: isMessage ? null : hash(id),
    messages: isMessage ? 1 : messages,
    verifiedBy: outcome === 'verified' ? (id % 3 === 0 ? 'sha-256' : 'size') : null,
    reply: arrived ? (isMessage ? 'AA' : 'Close handle: OK (0)') : null,
    failure: null,
    sentBy: 'Front desk',
    computer: 'RIVERSIDE-PC2',
    version: '0.1.0',
    ...more,
  };
}

type Line = readonly [
  daysAgo: number,
  time: string,
  name: string,
  siteId: string,
  outcome: Outcome,
  messages: number,
];

const lines: readonly Line[] = [
  [0, '00:06', 'VXU_2026-11-18.hl7', 'ciis-sftp', 'accepted', 184],
  [0, '00:05', 'VXU_2026-11-19.hl7', 'ciis-sftp', 'verified', 212],
  [0, '00:04', 'school_1117.hl7', 'ciis-sftp', 'failed', 390],
  [0, '00:03', 'VXU_2026-11-17.hl7', 'ciis-sftp', 'unknown', 151],
  [4, '10:07', 'VXU_2026-11-16.hl7', 'ciis-sftp', 'verified', 160],
  [7, '17:15', 'school_1113.hl7', 'ciis-sftp', 'verified', 402],
  [7, '10:04', 'VXU_2026-11-13.hl7', 'ciis-sftp', 'verified', 177],
  [8, '15:48', 'RP-20261112-031', 'ciis-realtime-test', 'accepted-with-remarks', 1],
  [8, '15:47', 'RP-20261112-030', 'ciis-realtime-test', 'accepted', 1],
  [8, '15:46', 'RP-20261112-029', 'ciis-realtime-test', 'not-accepted', 1],
  [8, '10:06', 'VXU_2026-11-12.hl7', 'ciis-sftp', 'verified', 169],
  [9, '16:21', 'roster_test.hl7', 'ciis-ftps', 'cancelled', 12],
  [10, '10:02', 'VXU_2026-11-10.hl7', 'ciis-sftp', 'verified', 158],
  [11, '10:05', 'VXU_2026-11-09.hl7', 'ciis-sftp', 'verified', 149],
  [11, '09:58', 'VXU_2026-11-09.hl7', 'ciis-sftp', 'skipped', 149],
];

const failures: Partial<Record<Outcome, Partial<Receipt>>> = {
  failed: {
    failure: { code: 'port-silent', detail: 'connect ETIMEDOUT 203.0.113.10:22' },
    sha256: null,
    fingerprint: null,
  },
  unknown: { failure: { code: 'reply-lost', detail: 'read ECONNRESET' } },
  'not-accepted': { reply: 'AE 101 207' },
  'accepted-with-remarks': { reply: 'AA 0' },
};

const invented = (count: number): readonly Receipt[] =>
  Array.from({ length: count }, (_, index) => {
    const line = lines[index];
    if (line !== undefined) return receipt(line, count - index, failures[line[4]]);
    const daysAgo = 12 + Math.floor((index - lines.length) / 3);
    const more: Line = [
      daysAgo,
      '10:02',
      `VXU_batch_${count - index}.hl7`,
      'ciis-sftp',
      'verified',
      163,
    ];
    return receipt(more, count - index);
  });

const counts: Readonly<Record<string, number>> = { none: 0, some: 48, many: 50_000, huge: 50_000 };

/** What main would say to `history.*`, from the invented receipts of a scene: none, some, many, huge, failed. */
export function historyAnswers(
  scene: string,
  emit: Emit,
): (name: string, input: unknown) => unknown {
  let receipts = invented(counts[scene] ?? 48);
  let revision = 1;

  const fits = ({ text, siteId, outcomes, from, to }: HistoryFilter) => {
    const words = text.toLowerCase();
    return (one: Receipt) =>
      (one.name.toLowerCase().includes(words) || (one.sha256 ?? '').startsWith(words)) &&
      (siteId === null || one.siteId === siteId) &&
      (outcomes === null || outcomes.includes(one.outcome)) &&
      (from === null || one.endedAt >= from) &&
      (to === null || one.endedAt < to);
  };

  /** For tests in the preview: one more file was sent. */
  Object.assign(window, {
    addReceipt: () => {
      const [first] = receipts;
      const line: Line = [0, '00:07', 'just_now.hl7', 'ciis-sftp', 'verified', 20];
      receipts = [receipt(line, (first?.id ?? 0) + 1), ...receipts];
      revision += 1;
      emit('history.changed', { revision });
    },
  });

  return (name, input) => {
    const given = (input ?? {}) as {
      filter: HistoryFilter;
      before: number | null;
      count: number;
      id: number | string;
    };
    if (scene === 'failed') throw new Error('The database could not be read');
    switch (name) {
      case 'history.list': {
        const { before, count } = given;
        const all = receipts.filter(fits(given.filter));
        const start = before === null ? 0 : all.findIndex(({ id }) => id < before);
        const page = start < 0 ? [] : all.slice(start, start + count);
        const next = start + count < all.length ? (page.at(-1)?.id ?? null) : null;
        return { receipts: page, next } satisfies HistoryPage;
      }
      case 'history.count': {
        const { length } = receipts.filter(fits(given.filter));
        return (
          scene === 'huge' && length > 10_000
            ? { kind: 'at-least', count: 10_000 }
            : { kind: 'exactly', count: length }
        ) satisfies HistoryCount;
      }
      case 'history.receipt':
        return receipts.find(({ id }) => id === given.id);
      case 'history.ofTransfer':
        return receipts[1] ?? null;
      case 'history.sentFrom':
        return {};
      case 'history.saveCsv':
        return 'C:\\Clinic\\CIIS history 2026-11-24.csv';
      case 'history.savePdf':
        return 'C:\\Clinic\\Receipt VXU_2026-11-19.hl7 2026-11-20.pdf';
      default:
        return true;
    }
  };
}
