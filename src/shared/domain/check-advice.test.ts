import { describe, expect, it } from 'vitest';
import { adviceFor, adviceLines } from './check-advice.ts';
import { aboutSite } from './error-text.ts';
import { detailAtProxy, proxyName } from './proxy-name.ts';
import { errorCodes, type ErrorCode } from './error.ts';
import { someSite } from './testing/some-check.ts';

const advice = (code: ErrorCode, site = someSite('ciis-ftps')) =>
  adviceFor({ code, detail: 'secret detail' }, aboutSite(site));

const elsewhere = someSite('ciis-ftps', { host: 'ftps.example', label: 'Clinic' });

/** What can't end a check: it is about a file, about this program's own data, or no failure. */
const neverOfACheck =
  /^(local-|remote-(exists|name|full|busy|listing|size|checksum|beginning)|sent-before$|already-(queued|open)$|preflight-|consent-|gateway-too-large$|keychain-|print-failed$|import-unreadable$|rule-|interrupted$|invalid-input$|site-not-found$|cancelled$)/;
const codes = errorCodes.filter((code) => !neverOfACheck.test(code));

/** What a person can mend without anybody's help, or nobody but the makers of this program. */
const alone: readonly ErrorCode[] = [
  'login-paused',
  'password-missing',
  'key-unreadable',
  'key-passphrase-wrong',
  'storage-failed',
  'internal',
];

describe.each(codes)('the advice on %s', (code) => {
  it.each([
    ['CIIS FTPS', someSite('ciis-ftps')],
    ['CIIS Real-time', someSite('ciis-realtime')],
    ['another site', elsewhere],
  ])('is whole for %s', (_, site) => {
    const given = advice(code, site);
    expect(given.sentence).toMatch(/^\S.*\.$/);
    for (const text of [given.meaning, given.toDo, given.request ?? '']) {
      expect(text).toMatch(/^(\S.*\.)?$/);
    }
    expect(given.ask).not.toMatch(/\.$/);
    for (const line of adviceLines(given)) {
      expect(line).not.toMatch(/undefined|null|\$\{|secret detail| {2}|\. \./);
    }
    expect(given.toDo !== '' || given.request !== null, 'something to do').toBe(true);
  });

  it('names someone to turn to, unless the person can mend it alone', () => {
    const { turn, ask } = advice(code);
    expect(ask === '').toBe(alone.includes(code));
    if (turn === 'it') expect(ask).toBe('Ask IT');
    if (turn === 'operator') expect(ask).toBe('Call CIIS user support at (888) 611-9918');
  });

  it('names the support of CIIS once, and for its own services only', () => {
    expect(adviceLines(advice(code)).join(' ').split('611-9918').length).toBeLessThan(3);
    expect(adviceLines(advice(code, elsewhere)).join(' ')).not.toMatch(/611-9918|CIIS user/);
  });

  it('speaks of no upload that never was', () => {
    expect(adviceLines(advice(code)).join(' ')).not.toMatch(/this file|Retry|send again/);
  });
});

describe('the advice', () => {
  it('on a silent port is what the picture shows', () => {
    expect(adviceLines(advice('port-silent'))).toEqual([
      'Port 1971 did not answer. Your firewall may be closing it.',
      'Ask IT: "Please open outgoing TCP 1971 and 52000-52040 to sslftp.cohealthnet.com."',
    ]);
  });

  it('on a proxy names it, and what it is to let through', () => {
    const gateway = someSite('ciis-realtime');
    const detail = detailAtProxy(proxyName('proxy.example', 3128), 'HTTP 403 Filtered');
    const failed = { code: 'proxy-refused', detail } as const;
    expect(adviceLines(adviceFor(failed, aboutSite(gateway)))).toEqual([
      'The proxy proxy.example, port 3128, made no connection to cig.state.co.us, so nothing was sent. It may block it, or not reach it itself.',
      'Ask IT: "Please let CIIS Connect connect (CONNECT) to cig.state.co.us, port 443, through the proxy proxy.example, port 3128."',
    ]);
  });

  it('tells IT of the proxy that the way leads through, and of no other', () => {
    const through = { ...aboutSite(someSite('ciis-realtime')), proxy: 'proxy.example, port 3128' };
    const asked = (code: ErrorCode, about = through) => adviceFor({ code, detail: '' }, about);
    expect(asked('connection-reset').request).toMatch(
      /is reset\. The way leads through the proxy proxy\.example, port 3128\.$/,
    );
    expect(asked('gateway-page').request).toBeNull();
    expect(asked('proxy-refused').request).not.toMatch(/The way leads/);
    expect(advice('connection-reset').request).not.toMatch(/proxy/);
  });

  it('on a dropped data port asks for the data ports, also where they are not known', () => {
    const unknown = someSite('ciis-sftp', { protocol: 'ftps', host: 'ftps.example', port: 21 });
    expect(advice('data-port-dropped').request).toContain('TCP 1971 and 52000-52040 to');
    expect(advice('data-port-dropped', unknown).request).toBe(
      'Please open outgoing TCP 21, and the ports that the server names for data, to ftps.example.',
    );
  });

  it('on a cut at AUTH TLS names the cure', () => {
    expect(advice('tls-cut').request).toContain('netsh advfirewall set global StatefulFTP disable');
  });

  it('on a refused sign-in says why it was tried once', () => {
    expect(advice('login-refused').toDo).toContain('six wrong tries lock the account');
  });

  it('speaks of a web address where the site has one', () => {
    expect(advice('host-not-found', someSite('ciis-web')).toDo).toContain('web address');
    expect(advice('host-not-found').toDo).toContain('host address');
  });
});
