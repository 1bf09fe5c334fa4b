import { describe, expect, it } from 'vitest';
import { adviceLines } from './check-advice.ts';
import { remarksOf, stepAdvice } from './check-remark.ts';
import type { StepResult } from './check.ts';
import type { ErrorCode } from './error.ts';
import { someCheck, someSite, someStep } from './testing/some-check.ts';

const ftps = someSite('ciis-ftps');
const page = someSite('ciis-web');
const accepted = (code: ErrorCode): StepResult =>
  someStep('identity', { outcome: 'warn', failure: { code, detail: '' } });

describe('the words on a certificate that was accepted', () => {
  it.each<[ErrorCode, RegExp]>([
    ['certificate-expired', /has expired\. It was accepted all the same\.$/],
    ['certificate-wrong-name', /another name than .*\. It was accepted all the same\.$/],
    ['certificate-not-yet-valid', /^The clock of this computer may be wrong/],
    ['tls-inspected', /read along\.$/],
  ])('%s', (code, sentence) => {
    const advice = stepAdvice(accepted(code), ftps);
    expect(advice?.sentence).toMatch(sentence);
    const words = advice === null ? '' : adviceLines(advice).join(' ');
    expect(words).not.toMatch(/not trusted|not accepted|do not go on/);
  });

  it('are those of the failure where it was refused', () => {
    const refused = {
      ...accepted('certificate-expired'),
      outcome: 'failed',
      finding: null,
    } as const;
    expect(stepAdvice(refused, ftps)?.sentence).toMatch(/so it was not trusted\.$/);
  });
});

describe('a remark without a code', () => {
  const remark = (finding: StepResult['finding'], site = ftps) =>
    stepAdvice(someStep('identity', { outcome: 'warn', finding }), site);

  it('asks IT whose authority it is that is not public', () => {
    expect(remark({ kind: 'private-authority', issuer: 'CN=Clinic root' })).toMatchObject({
      turn: 'it',
      request:
        'Does "CN=Clinic root" belong to TLS inspection on our network? If so, please exempt sslftp.cohealthnet.com, port 1971. Health data goes there.',
    });
  });

  it('speaks of a web filter where a page is forbidden', () => {
    const advice = remark({ kind: 'page', status: 403, title: 'Blocked' }, page);
    expect(advice?.meaning).toMatch(/web filter/);
    expect(advice?.request).toContain(page.url);
  });

  it('needs no more words where the line of the step says it', () => {
    expect(remark({ kind: 'test-not-offered' })).toBeNull();
    expect(stepAdvice(someStep('port'), ftps)).toBeNull();
  });
});

it('every step that passed with a remark has a sentence', () => {
  const check = someCheck(ftps);
  const steps = [
    accepted('certificate-expired'),
    someStep('description', {
      outcome: 'warn',
      finding: { kind: 'description', operations: [], address: 'https://cig.example/' },
    }),
    someStep('description', {
      outcome: 'warn',
      finding: null,
      failure: { code: 'gateway-page', detail: '' },
    }),
    someStep('connectivity-test', { outcome: 'warn', finding: { kind: 'test-not-offered' } }),
    someStep('port'),
  ];
  const remarks = remarksOf({ ...check, steps }, ftps);
  expect(remarks).toHaveLength(4);
  for (const remark of remarks) expect(remark).toMatch(/^[A-Za-z].*\.$/);
});
