import { describe, expect, it } from 'vitest';
import { reportHtml, reportText, type ReportInput } from './check-report.ts';
import type { Check } from './check.ts';
import { someCheck, someSite, someStep } from './testing/some-check.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const gateway = someSite('ciis-realtime-test');
const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');

/** The check with facts on one of its steps. */
const withFacts = (check: Check, id: string, facts: Check['steps'][number]['facts']): Check => ({
  ...check,
  steps: check.steps.map((step) => (step.id === id ? { ...step, facts } : step)),
});

const input: ReportInput = {
  sites: [sftp, ftps, gateway],
  checks: [
    withFacts(someCheck(sftp), 'identity', [
      { name: 'Fingerprint', value: fingerprint },
      { name: 'Greeting', value: 'Welcome\nto the server' },
    ]),
    someCheck(ftps, {
      kind: 'failed',
      at: 'port',
      code: 'port-silent',
      detail: 'connect ETIMEDOUT 203.0.113.25:1971',
    }),
    someCheck(gateway),
  ],
  sweeps: [
    {
      siteId: ftps.id,
      settings: '',
      startedAt: 1,
      total: 2,
      ports: [
        { port: 52_000, state: 'refused' },
        { port: 52_001, state: 'dropped' },
      ],
      done: true,
      failure: null,
    },
  ],
  at: Date.UTC(2026, 10, 24, 17, 32, 7),
  version: '0.1.0',
  system: 'Windows 11 (10.0.26100), x64',
};

const facts = [
  '2026-11-24T17:32:07Z',
  'CIIS Connect 0.1.0',
  'Windows 11 (10.0.26100), x64',
  '(888) 611-9918',
  'You can send files. CIIS SFTP is ready.',
  'SFTP using SSH2 (Secure Shell)',
  'sshftp.cohealthnet.com',
  '1971',
  '52000-52040',
  'riverside_peds',
  'CO-0042',
  'https://cigtest.state.co.us/CIGService/ImmunizationService',
  'to the server',
  'connect ETIMEDOUT 203.0.113.25:1971',
  'Not checked: Secure link, Identity, Signed in, Folder, Data ports',
  '52000 let through, 52001 most likely dropped by a firewall',
  'A passing test does not prove your password: it carries none.',
];

describe('the report as text', () => {
  const text = reportText(input);

  it.each(facts)('tells: %s', (fact) => {
    expect(text.replace(/\s+/g, ' ')).toContain(fact);
  });

  it('tells a fingerprint that is longer than a line', () => {
    expect(text.replace(/\s/g, '')).toContain(`Fingerprint${fingerprint}`);
  });

  it('says what failed, whose turn it is, and what to ask for', () => {
    expect(text.replace(/\s+/g, ' ')).toContain(
      'FAILED Port open No answer (10.0 s) Port 1971 did not answer. Your firewall may be closing it. ' +
        'Ask IT: "Please open outgoing TCP 1971 and 52000-52040 to sslftp.cohealthnet.com."',
    );
  });

  it('fits into a mail', () => {
    for (const line of text.split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(100);
      expect(line).toBe(line.trimEnd());
    }
  });

  it('has the time with the zone of this computer', () => {
    expect(text).toMatch(
      /^Made +November \d+, 2026 at \d+:\d\d:07 [AP]M \S+ \(2026-11-24T17:32:07Z\)$/m,
    );
  });

  it('can be made of sites that were never checked, and of one that runs', () => {
    const running = someCheck(ftps, { kind: 'well' }, { verdict: null, endedAt: null, steps: [] });
    const some = reportText({ ...input, checks: [running], sweeps: [] });
    expect(some).toContain('CIIS SFTP: Not checked yet');
    expect(some).toContain('CIIS FTPS: Checking');
    expect(reportText({ ...input, sites: [], checks: [], sweeps: [] })).toContain(
      'Not checked yet',
    );
  });
});

describe('the report as a page', () => {
  const page = reportHtml(input);

  it.each([...facts, fingerprint])('tells: %s', (fact) => {
    expect(page).toContain(fact);
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|a)\b|@import|url\(|\son\w+=/i);
    expect(page).toContain("default-src 'none'");
  });
});

describe('a report of hostile words', () => {
  const evil = '</style><script>alert("1")</script>\u001b[2J\u202e&amp;\u0000';
  const site = someSite('ciis-ftps', { label: `"><b>${evil}`, username: evil, host: 'h.example' });
  const check: Check = {
    ...someCheck(site),
    steps: [
      someStep('page', {
        finding: { kind: 'page', status: 200, title: evil },
        failure: { code: 'server-refused', detail: evil },
        facts: [{ name: evil, value: `${evil}\r\nFAILED   Faked   step` }],
      }),
    ],
  };
  const hostile: ReportInput = {
    ...input,
    sites: [site],
    checks: [check],
    sweeps: [],
    version: evil,
    system: evil,
  };

  it('has no markup of theirs in the page', () => {
    const page = reportHtml(hostile);
    expect(page).not.toMatch(/<script|<b>|alert\("/);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(page).toContain('&amp;amp;');
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });

  it.each([
    ['text', reportText(hostile)],
    ['page', reportHtml(hostile)],
  ])('has nothing in the %s that moves a cursor or hides text', (_, report) => {
    expect(report).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
  });

  it('cannot be given a line at the left edge by a server', () => {
    expect(reportText(hostile)).not.toMatch(/^FAILED {3}Faked/m);
  });
});
