import {
  checkedSettings,
  stepsOf,
  verdictOf,
  type Check,
  type Finding,
  type StepId,
  type StepResult,
} from '../check.ts';
import type { ErrorCode } from '../error.ts';
import { presets, type PresetId } from '../presets.ts';
import type { Site } from '../site.ts';

/** A saved site of the state's, but for what the test changes; its id is that of the preset. */
export const someSite = (preset: PresetId = 'ciis-sftp', change: Partial<Site> = {}): Site => ({
  ...presets[preset],
  username: preset === 'ciis-web' ? '' : 'riverside_peds',
  facilityId: preset.startsWith('ciis-realtime') ? 'CO-0042' : '',
  id: preset,
  position: 0,
  lastConnectedAt: null,
  ...change,
});

const findings: Readonly<Record<StepId, Finding>> = {
  name: { kind: 'address', address: '203.0.113.24', literal: false },
  port: { kind: 'port', port: 22 },
  'secure-link': { kind: 'link', summary: 'TLS 1.3, TLS_AES_256_GCM_SHA384', older: false },
  identity: {
    kind: 'identity',
    how: 'known',
    since: new Date(2026, 2, 12).getTime(),
    validTo: null,
  },
  'sign-in': { kind: 'signed-in', username: 'riverside_peds' },
  folder: { kind: 'folder', path: '/', entries: 0 },
  'data-ports': { kind: 'data-port', port: 52_003, named: null, listed: true },
  description: {
    kind: 'description',
    operations: ['connectivityTest', 'submitSingleMessage'],
    address: null,
  },
  'connectivity-test': { kind: 'echo' },
  page: { kind: 'page', status: 200, title: 'Sign in' },
};

export const someStep = (id: StepId, change: Partial<StepResult> = {}): StepResult => ({
  id,
  outcome: 'ok',
  ms: 12,
  finding: findings[id],
  failure: null,
  facts: [],
  ...change,
});

/** How a check went: well, or up to a step that failed, was skipped for want of a password, or was stopped at. */
export type Course =
  | { readonly kind: 'well' }
  | {
      readonly kind: 'failed';
      readonly at: StepId;
      readonly code: ErrorCode;
      readonly detail?: string;
    }
  | { readonly kind: 'no-password' }
  | { readonly kind: 'stopped'; readonly at: StepId };

/** A check of the site that has ended. */
export function someCheck(
  site: Site,
  course: Course = { kind: 'well' },
  change: Partial<Check> = {},
): Check {
  const all = stepsOf[site.protocol];
  const broken =
    course.kind === 'well' ? undefined : course.kind === 'no-password' ? 'sign-in' : course.at;
  const end = broken === undefined ? all.length : all.indexOf(broken);
  const steps = all.map((id, index) => {
    if (index < end) return someStep(id);
    if (index > end || course.kind === 'stopped') return notReached(id);
    return brokenStep(id, course);
  });
  return {
    id: `check-of-${site.id}`,
    siteId: site.id,
    host: site.host,
    port: site.port,
    settings: checkedSettings(site),
    startedAt: 1_795_538_000_000,
    endedAt: 1_795_538_001_400,
    verdict: verdictOf(steps),
    current: null,
    steps,
    scheduled: false,
    ...change,
  };
}

const notReached = (id: StepId): StepResult =>
  someStep(id, { outcome: 'not-reached', ms: null, finding: null });

function brokenStep(id: StepId, course: Course): StepResult {
  if (course.kind !== 'failed') {
    return someStep(id, { outcome: 'skipped', ms: null, finding: { kind: 'no-password' } });
  }
  const failure = { code: course.code, detail: course.detail ?? '' };
  return someStep(id, { outcome: 'failed', ms: 10_000, finding: null, failure });
}
