import { describe, expect, test } from 'vitest';
import { describeFailure } from './error-text.ts';
import { errorCodes } from './error.ts';
import { detailAtProxy, proxyName } from './proxy-name.ts';

const ciis = {
  label: 'CIIS FTPS',
  protocol: 'ftps',
  host: 'sslftp.cohealthnet.com',
  port: 1971,
  passivePorts: { from: 52000, to: 52040 },
  file: 'VXU.hl7',
} as const;
const other = { label: 'Practice site', protocol: 'sftp', host: '127.0.0.1', port: 2222 } as const;

describe.each(errorCodes)('%s', (code) => {
  test.each([
    ['CIIS', ciis],
    ['another site', other],
    ['nothing known', {}],
  ])('has a sentence and a next step for %s', (_, about) => {
    const { sentence, nextStep } = describeFailure({ code, detail: 'secret detail' }, about);
    for (const text of [sentence, nextStep]) {
      expect(text).toMatch(/^\S.*\.$/);
      expect(text).not.toMatch(/undefined|null|\$\{|secret detail/);
    }
  });

  test("speaks of CIIS for the state's own services only", () => {
    const { sentence, nextStep } = describeFailure({ code, detail: '' }, other);
    expect(`${sentence} ${nextStep}`).not.toMatch(/CIIS|611-9918/);
  });
});

test('a silent port names every port that IT must open', () => {
  expect(describeFailure({ code: 'port-silent', detail: '' }, ciis).nextStep).toBe(
    'Your firewall may be closing it: ask IT to open outgoing TCP 1971 and 52000-52040 to sslftp.cohealthnet.com.',
  );
});

test('a proxy is named where the detail names it', () => {
  const detail = detailAtProxy(proxyName('proxy.example', 3128), 'HTTP 403 Filtered');
  expect(describeFailure({ code: 'proxy-refused', detail }, ciis).sentence).toBe(
    'The proxy proxy.example, port 3128, made no connection to sslftp.cohealthnet.com, so nothing was sent.',
  );
  expect(describeFailure({ code: 'proxy-refused', detail: '' }, ciis).sentence).toMatch(
    /^The proxy of this network made no connection/,
  );
});

test('the server that refused a sign-in is named', () => {
  const refused = { code: 'login-refused', detail: '' } as const;
  expect(describeFailure(refused, ciis).sentence).toMatch(/^CIIS refused/);
  expect(describeFailure(refused, other).sentence).toMatch(/^Practice site refused/);
});
