import type { Transfer } from '../transfer.ts';

/** An upload that waits, but for what the test changes. */
export const someTransfer = (change: Partial<Transfer> = {}): Transfer => ({
  id: 't1',
  siteId: 'site-1',
  direction: 'upload',
  localPath: '/exports/batch.hl7',
  remotePath: '/home/batch.hl7',
  name: 'batch.hl7',
  size: 100,
  localModifiedAt: 1,
  allowEmpty: false,
  status: 'waiting',
  sentBytes: 0,
  sha256: null,
  reply: null,
  failure: null,
  queuedAt: 1,
  startedAt: null,
  endedAt: null,
  position: 1,
  owner: 'app',
  ...change,
});
