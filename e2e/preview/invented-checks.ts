import {
  checkedSettings,
  stepsOf,
  verdictOf,
  type Check,
  type Fact,
  type Finding,
  type StepId,
  type StepResult,
  type Sweep,
} from '../../src/shared/domain/check.ts';
import type { Failure } from '../../src/shared/domain/error.ts';
import type { HeldBack, SiteView } from '../../src/shared/ipc/contract.ts';
import { sites } from './invented.ts';

/* Invented connection checks: addresses of 203.0.113.x, which are nobody's. */

const today = (time: string, daysAgo = 0): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const date = new Date();
  date.setDate(date.getDate() - daysAgo);
  return date.setHours(hours, minutes, 0, 0);
};

const fingerprint = 'SHA256:q0RnnYgnYhRz8kYGsH3wq0pLr1p8JbR1m4mXvIhC2nE';
const march = new Date('2026-03-12T10:00:00').getTime();
const may = new Date('2027-05-03T10:00:00').getTime();

const facts: Readonly<Partial<Record<StepId, readonly Fact[]>>> = {
  name: [{ name: 'Addresses', value: '203.0.113.24' }],
  port: [{ name: 'Address', value: '203.0.113.24, port 22, from 192.0.2.15' }],
  'secure-link': [
    { name: 'Version', value: 'SSH-2.0-1.82_sshlib GlobalSCAPE' },
    { name: 'Key exchange', value: 'diffie-hellman-group14-sha256' },
    { name: 'Cipher', value: 'aes256-ctr' },
  ],
  identity: [
    { name: 'Fingerprint', value: fingerprint },
    { name: 'Key type', value: 'ssh-rsa' },
  ],
  'sign-in': [{ name: 'Username', value: 'riverside_peds' }],
  description: [{ name: 'Operations', value: 'connectivityTest, submitSingleMessage' }],
};

function findingOf(id: StepId, site: SiteView): Finding {
  switch (id) {
    case 'name':
      return { kind: 'address', address: `203.0.113.${24 + site.position}`, literal: false };
    case 'port':
      return { kind: 'port', port: site.port };
    case 'secure-link':
      return site.protocol === 'sftp'
        ? { kind: 'link', summary: 'SSH 2.0, aes256-ctr', older: true }
        : { kind: 'link', summary: 'TLS 1.3, TLS_AES_256_GCM_SHA384', older: false };
    case 'identity':
      return site.protocol === 'sftp' || site.protocol === 'ftps'
        ? { kind: 'identity', how: 'known', since: march, validTo: null }
        : { kind: 'identity', how: 'trusted', since: null, validTo: may };
    case 'sign-in':
      return { kind: 'signed-in', username: site.username };
    case 'folder':
      return { kind: 'folder', path: '/riverside_peds', entries: 0 };
    case 'data-ports':
      return { kind: 'data-port', port: 52017, named: null, listed: true };
    case 'description':
      return {
        kind: 'description',
        operations: ['connectivityTest', 'submitSingleMessage'],
        address: null,
      };
    case 'connectivity-test':
      return { kind: 'echo' };
    case 'page':
      return { kind: 'page', status: 200, title: 'CIIS Secure File Upload' };
  }
}

const times = [12, 38, 212, 4, 164, 51, 87];

const good = (id: StepId, site: SiteView): StepResult => ({
  id,
  outcome: 'ok',
  ms: times[stepsOf[site.protocol].indexOf(id)] ?? 10,
  finding: findingOf(id, site),
  failure: null,
  facts: [...(facts[id] ?? [])],
});

type Change = Partial<StepResult> & { readonly id: StepId };

/** A check that went well but for some steps; what comes after a failed or skipped one was not reached. */
function checkOf(
  site: SiteView,
  changes: readonly Change[] = [],
  startedAt = today('10:31'),
): Check {
  let over = false;
  const steps = stepsOf[site.protocol].map((id): StepResult => {
    if (over)
      return { id, outcome: 'not-reached', ms: null, finding: null, failure: null, facts: [] };
    const step = { ...good(id, site), ...changes.find((change) => change.id === id) };
    over = step.outcome === 'failed' || step.outcome === 'skipped';
    return step;
  });
  return {
    id: `check-${site.id}-${startedAt}`,
    siteId: site.id,
    host: site.host,
    port: site.port,
    settings: checkedSettings(site),
    startedAt,
    endedAt: startedAt + 900,
    verdict: verdictOf(steps),
    current: null,
    steps,
    scheduled: false,
  };
}

const failed = (id: StepId, failure: Failure, ms = 10_020): Change => ({
  id,
  outcome: 'failed',
  ms,
  finding: null,
  failure,
});

const silent = failed('port', {
  code: 'port-silent',
  detail: 'connect ETIMEDOUT 203.0.113.25:1971',
});
const noPassword: Change = {
  id: 'sign-in',
  outcome: 'skipped',
  ms: null,
  finding: { kind: 'no-password' },
  facts: [],
};

const changesOfScene: Readonly<Record<string, Readonly<Record<string, readonly Change[]>>>> = {
  green: {},
  blocked: { 'ciis-ftps': [silent] },
  held: {
    'ciis-sftp': [
      {
        ...noPassword,
        finding: { kind: 'sign-in-held-back', refused: 2 },
      },
    ],
  },
  refused: {
    'ciis-sftp': [
      failed('sign-in', { code: 'login-refused', detail: 'Permission denied (password)' }, 640),
    ],
    'ciis-ftps': [silent],
  },
  password: { 'ciis-sftp': [noPassword], 'ciis-ftps': [noPassword] },
  changed: {
    'ciis-sftp': [
      failed(
        'identity',
        { code: 'identity-changed', detail: `${fingerprint} is not the accepted one` },
        5,
      ),
    ],
    'ciis-ftps': [failed('secure-link', { code: 'tls-cut', detail: 'read ECONNRESET' }, 31)],
    'ciis-realtime-test': [
      {
        id: 'description',
        outcome: 'warn',
        finding: null,
        failure: { code: 'gateway-page', detail: '503 Service Unavailable' },
      },
    ],
    'ciis-web': [
      {
        id: 'identity',
        outcome: 'warn',
        finding: { kind: 'private-authority', issuer: 'Riverside Clinic Web Gateway CA' },
      },
    ],
  },
  swept: {
    'ciis-ftps': [
      failed('data-ports', { code: 'data-port-dropped', detail: '52017: connect ETIMEDOUT' }),
    ],
  },
};

export function checksOfScene(scene: string, all: readonly SiteView[]): readonly Check[] {
  if (scene === 'none') return [];
  if (scene === 'running') return all.map(runningOf);
  if (scene === 'stopped') return all.map(stoppedOf);
  const changes = changesOfScene[scene === 'sweeping' ? 'swept' : scene] ?? {};
  return all.filter(({ id }) => id !== 'practice').map((site) => checkOf(site, changes[site.id]));
}

/** The first is through two steps, the second through three ... */
function runningOf(site: SiteView, index: number): Check {
  const ids = stepsOf[site.protocol];
  const done = Math.min(index + 1, ids.length - 1);
  return {
    ...checkOf(site),
    endedAt: null,
    verdict: null,
    current: ids[done] ?? null,
    steps: ids.slice(0, done).map((id) => good(id, site)),
  };
}

function stoppedOf(site: SiteView): Check {
  const check = checkOf(site);
  const steps = check.steps.map((step, index): StepResult =>
    index < 2
      ? step
      : { id: step.id, outcome: 'not-reached', ms: null, finding: null, failure: null, facts: [] },
  );
  return { ...check, verdict: verdictOf(steps), steps };
}

export function sweepsOfScene(scene: string): readonly Sweep[] {
  if (scene !== 'swept' && scene !== 'sweeping') return [];
  const done = scene === 'swept';
  const ports = Array.from({ length: done ? 41 : 18 }, (_, index) => ({
    port: 52000 + index,
    state:
      index >= 10 && index < 17
        ? ('dropped' as const)
        : index === 3
          ? ('open' as const)
          : ('refused' as const),
  }));
  const site = sites.find(({ id }) => id === 'ciis-ftps');
  if (site === undefined) return [];
  const settings = checkedSettings(site);
  const startedAt = today('10:33');
  return [{ siteId: site.id, settings, startedAt, total: 41, ports, done, failure: null }];
}

export const heldBackOf = (scene: string, siteIds: readonly string[]): readonly HeldBack[] =>
  scene === 'held' && siteIds.includes('ciis-sftp') ? [{ siteId: 'ciis-sftp', refused: 2 }] : [];

export function historyOf(siteId: string, all: readonly SiteView[]): readonly Check[] {
  const site = all.find(({ id }) => id === siteId);
  if (site === undefined) return [];
  const changes: readonly (readonly Change[])[] = [
    [],
    [failed('port', { code: 'port-silent', detail: 'connect ETIMEDOUT 203.0.113.24:22' })],
    [noPassword],
    [],
  ];
  return Array.from({ length: 14 }, (_, index) => ({
    ...checkOf(site, changes[index % 4], today(index % 3 === 0 ? '07:00' : '10:31', index)),
    scheduled: index % 3 === 0 && index > 0,
  }));
}

/** Streams a check, a step at a time, to how it ends in the scene. */
export function running(
  site: SiteView,
  ended: readonly Check[],
  tell: (check: Check) => void,
): void {
  const now = Date.now();
  const end = {
    ...(ended.find(({ siteId }) => siteId === site.id) ?? checkOf(site)),
    id: `run-${now}`,
  };
  const ran = end.steps.filter(({ outcome }) => outcome !== 'not-reached');
  const begun: Check = {
    ...end,
    startedAt: now,
    endedAt: null,
    verdict: null,
    current: null,
    steps: [],
  };
  tell({ ...begun, current: stepsOf[site.protocol][0] ?? null });
  ran.forEach((_step, index) => {
    setTimeout(
      () =>
        tell({
          ...begun,
          steps: ran.slice(0, index + 1),
          current: ran[index + 1]?.id ?? null,
        }),
      400 * (index + 1),
    );
  });
  setTimeout(() => tell({ ...end, startedAt: now, endedAt: Date.now() }), 400 * ran.length + 50);
}

const long =
  'Riverside Pediatrics and Family Medicine, Northern Branch Office (for school clinics)';
export const longSites: readonly SiteView[] = sites.map((site) => ({
  ...site,
  label: `${long} ${site.position + 1}`.slice(0, 80),
  host: `a-very-long-host-name-of-a-service.immunization.department.state.example.com`,
}));
