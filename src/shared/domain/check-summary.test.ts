import { describe, expect, it } from 'vitest';
import { checkInBrief, summarizeChecks } from './check-summary.ts';
import type { Check, StepId, StepResult } from './check.ts';
import type { Site } from './site.ts';
import { someCheck, someSite, type Course } from './testing/some-check.ts';

const sftp = someSite('ciis-sftp');
const ftps = someSite('ciis-ftps');
const gateway = someSite('ciis-realtime-test');
const page = someSite('ciis-web');
const practice = someSite('ciis-sftp', {
  id: 'practice',
  label: 'Practice site',
  host: '127.0.0.1',
});

const well: Course = { kind: 'well' };
const blocked: Course = { kind: 'failed', at: 'port', code: 'port-silent' };
const refused: Course = { kind: 'failed', at: 'sign-in', code: 'login-refused' };
const noPassword: Course = { kind: 'no-password' };
const stopped: Course = { kind: 'stopped', at: 'port' };
const heldBack = (site: Site): Check => {
  const { steps, ...check } = someCheck(site, noPassword);
  const finding = { kind: 'sign-in-held-back', refused: 2 } as const;
  return {
    ...check,
    steps: steps.map((step) => (step.outcome === 'skipped' ? { ...step, finding } : step)),
  };
};

const summaryOf = (...courses: readonly (readonly [Site, Course])[]) =>
  summarizeChecks(
    courses.map(([site]) => site),
    courses.map(([site, course]) => someCheck(site, course)),
  );

describe('the sentence on top', () => {
  it('is that of the picture when one way works and the other is blocked', () => {
    expect(summaryOf([sftp, well], [ftps, blocked], [gateway, well], [page, well])).toEqual({
      tone: 'good',
      title: 'You can send files. CIIS SFTP is ready.',
      text: "CIIS FTPS is blocked, most likely by your firewall. You don't need it while SFTP works.",
    });
  });

  it('is short when all is well', () => {
    expect(summaryOf([sftp, well], [ftps, well], [gateway, well])).toEqual({
      tone: 'good',
      title: 'You can send files. CIIS SFTP and CIIS FTPS are ready.',
      text: '',
    });
  });

  it('says what is wrong with the others in their own words', () => {
    expect(summaryOf([sftp, well], [ftps, refused], [gateway, blocked], [page, stopped]).text).toBe(
      "CIIS FTPS: CIIS refused this username or password. You don't need it while SFTP works. " +
        'CIIS Real-time (Test) is blocked, most likely by your firewall. ' +
        'CIIS Web upload: the check was stopped.',
    );
  });

  it('names the site that works when both are of one kind', () => {
    const second = someSite('ciis-sftp', { id: 'second', label: 'CIIS SFTP (new account)' });
    expect(summaryOf([sftp, well], [second, refused]).text).toContain(
      "You don't need it while CIIS SFTP works.",
    );
  });

  it('does not say that CIIS can be done without because another server works', () => {
    expect(summaryOf([practice, well], [sftp, blocked])).toEqual({
      tone: 'warn',
      title: 'You can send to Practice site, but not to CIIS yet.',
      text: 'CIIS SFTP is blocked, most likely by your firewall.',
    });
    const other = someSite('ciis-ftps', { id: 'other', label: 'Registry', host: 'ftps.example' });
    expect(summaryOf([sftp, well], [other, blocked]).text).not.toContain("don't need");
  });

  it('is that one cannot send when no way for files works', () => {
    expect(summaryOf([sftp, blocked], [ftps, refused], [gateway, well], [page, well])).toEqual({
      tone: 'bad',
      title: "You can't send files yet.",
      text: 'CIIS SFTP: Port 22 did not answer. Also in trouble: CIIS FTPS. CIIS Real-time (Test) and CIIS Web upload answer.',
    });
  });

  it('puts the way for files first, whatever the order of the sites', () => {
    expect(summaryOf([page, blocked], [gateway, well], [sftp, blocked])).toMatchObject({
      tone: 'bad',
      text: 'CIIS SFTP: Port 22 did not answer. Also in trouble: CIIS Web upload. CIIS Real-time (Test) answers.',
    });
  });

  it('speaks of real-time and web alone where only those were checked', () => {
    expect(summaryOf([gateway, well])).toEqual({
      tone: 'good',
      title: 'CIIS Real-time (Test) answers.',
      text: '',
    });
    expect(summaryOf([gateway, well], [page, blocked])).toEqual({
      tone: 'warn',
      title: 'CIIS Real-time (Test) answers.',
      text: 'CIIS Web upload is blocked, most likely by your firewall.',
    });
    expect(summaryOf([gateway, blocked])).toMatchObject({
      tone: 'bad',
      title: "You can't send yet.",
    });
  });

  it('asks for the password where none is stored', () => {
    expect(summaryOf([sftp, noPassword], [gateway, well])).toEqual({
      tone: 'warn',
      title: 'CIIS SFTP can be reached, but signing in was not tried.',
      text: 'Enter the password in Site Manager, then check again. CIIS Real-time (Test) answers.',
    });
  });

  it('does not ask for a password that was refused', () => {
    expect(summarizeChecks([sftp], [heldBack(sftp)])).toEqual({
      tone: 'warn',
      title: 'Signing in to CIIS SFTP is held back.',
      text: 'It was refused lately, and six wrong tries lock the account. Check the password first.',
    });
  });

  it('is about what runs as long as something runs', () => {
    const running = someCheck(ftps, well, {
      verdict: null,
      endedAt: null,
      current: 'port',
      steps: [],
    });
    expect(summarizeChecks([sftp, ftps], [someCheck(sftp), running])).toEqual({
      tone: 'neutral',
      title: 'Checking CIIS FTPS',
      text: 'Nothing is uploaded.',
    });
  });

  it('promises nothing of a check that was stopped, or never run', () => {
    expect(summaryOf([sftp, stopped])).toMatchObject({
      tone: 'neutral',
      title: 'The check was stopped',
    });
    expect(summarizeChecks([sftp], [])).toMatchObject({
      tone: 'neutral',
      title: 'Not checked yet',
    });
    expect(summarizeChecks([], [])).toMatchObject({ title: 'Not checked yet' });
  });

  it('is whole for every mix of two sites', () => {
    const courses = [well, blocked, refused, noPassword, stopped];
    for (const one of courses) {
      for (const other of courses) {
        for (const first of [sftp, practice]) {
          const { title, text } = summaryOf([first, one], [ftps, other]);
          expect(`${title} ${text}`).not.toMatch(/undefined|null|\$\{| {2}/);
          expect(title).toMatch(/^[A-Z].*[a-z.]$/);
          expect(text).toMatch(/^([A-Z].*\.)?$/);
        }
      }
    }
  });
});

describe('a step that passed with a remark', () => {
  const warned = (site: Site, id: StepId, change: Partial<StepResult>): Check => {
    const check = someCheck(site);
    const steps = check.steps.map((step) =>
      step.id === id ? { ...step, outcome: 'warn' as const, ...change } : step,
    );
    return { ...check, steps };
  };
  const inspected = warned(ftps, 'identity', {
    finding: { kind: 'private-authority', issuer: 'CN=Clinic root' },
  });
  const closed = warned(gateway, 'description', {
    finding: null,
    failure: { code: 'gateway-page', detail: '' },
  });

  it('is told, and in amber where it is about who is spoken to', () => {
    expect(summarizeChecks([ftps, gateway], [inspected, closed])).toEqual({
      tone: 'warn',
      title: 'You can send files. CIIS FTPS is ready.',
      text:
        'CIIS FTPS: The certificate comes from an authority that is not public. ' +
        'CIIS Real-time (Test): cigtest.state.co.us answers with a web page instead of the real-time service. It may be down for maintenance.',
    });
    expect(summarizeChecks([sftp, gateway], [someCheck(sftp), closed]).tone).toBe('good');
  });

  it('is told of real-time sites alone, too', () => {
    expect(summarizeChecks([gateway], [closed])).toMatchObject({
      tone: 'good',
      title: 'CIIS Real-time (Test) answers.',
      text: expect.stringMatching(/web page instead/) as string,
    });
  });

  it('is not all well', () => {
    expect(checkInBrief(inspected, ftps)).toBe(
      'all well, with a remark: the certificate comes from an authority that is not public',
    );
  });
});

describe('sites that were not signed in to', () => {
  it('are told apart where one is held back and another has no password', () => {
    expect(summarizeChecks([sftp, ftps], [heldBack(sftp), someCheck(ftps, noPassword)])).toEqual({
      tone: 'warn',
      title: 'CIIS SFTP and CIIS FTPS can be reached, but signing in was not tried.',
      text:
        'Signing in to CIIS SFTP was refused lately, and six wrong tries lock the account. Check the password first. ' +
        'Enter the password of CIIS FTPS in Site Manager, then check again.',
    });
  });

  it('are named beside one that failed', () => {
    expect(summaryOf([sftp, blocked], [ftps, noPassword]).text).toBe(
      'CIIS SFTP: Port 22 did not answer. Signing in to CIIS FTPS was not tried.',
    );
  });
});

describe('the check in brief', () => {
  it.each([
    [well, 'all well'],
    [noPassword, 'reached, but not signed in'],
    [stopped, 'stopped'],
    [blocked, 'port 22 did not answer'],
    [refused, 'CIIS refused this username or password'],
  ] as const)('of %j reads "%s"', (course, text) => {
    expect(checkInBrief(someCheck(sftp, course), sftp)).toBe(text);
  });

  it('leaves a label as it is written', () => {
    expect(checkInBrief(someCheck(practice, refused), practice)).toBe(
      'Practice site refused this username or password',
    );
  });

  it('says that it runs', () => {
    expect(checkInBrief(someCheck(sftp, well, { verdict: null }), sftp)).toBe('checking now');
  });
});
