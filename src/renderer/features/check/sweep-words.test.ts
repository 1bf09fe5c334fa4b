import { describe, expect, test } from 'vitest';
import type { Sweep, SweptPort } from '../../../shared/domain/check.ts';
import { someCheck, someSite } from '../../../shared/domain/testing/some-check.ts';
import { mayTryPorts, portCells, sweepInWords } from './sweep-words.ts';

const ftps = someSite('ciis-ftps');
const { host } = ftps;

const ports = (states: string): readonly SweptPort[] =>
  Array.from(states, (letter, index) => ({
    port: 52000 + index,
    state:
      letter === 'o'
        ? 'open'
        : letter === 'r'
          ? 'refused'
          : letter === 'u'
            ? 'unreachable'
            : 'dropped',
  }));

const sweep = (states: string, change: Partial<Sweep> = {}): Sweep => ({
  siteId: 'ciis-ftps',
  settings: '',
  startedAt: 1,
  total: states.length,
  ports: ports(states),
  done: true,
  failure: null,
  ...change,
});

describe('a sweep in words', () => {
  test('all let through, open or refused', () => {
    expect(sweepInWords(sweep('rrorr'), ftps)).toEqual({
      tone: 'good',
      title: 'All 5 data ports are let through.',
      text: '1 open, 4 refused. Refused is fine: a port opens only while data moves.',
      request: null,
    });
    expect(sweepInWords(sweep('oo'), ftps).text).toBe('');
  });

  test('some dropped: which, and what to ask IT for', () => {
    expect(sweepInWords(sweep('rddrdrrddd'), ftps)).toEqual({
      tone: 'bad',
      title: '4 of 10 data ports are let through.',
      text: 'A firewall on the way most likely drops 52001-52002, 52004 and 52007-52009.',
      request: `Please open outgoing TCP 52001-52002, 52004 and 52007-52009 to ${host}.`,
    });
    expect(sweepInWords(sweep('rd'), ftps).title).toBe('1 of 2 data ports is let through.');
  });

  test('none let through', () => {
    expect(sweepInWords(sweep('ddd'), ftps)).toMatchObject({
      tone: 'bad',
      title: 'No data port is let through.',
      request: `Please open outgoing TCP 52000-52002 to ${host}.`,
    });
  });

  test('what this computer has no way to is not laid to a firewall', () => {
    expect(sweepInWords(sweep('uu'), ftps)).toEqual({
      tone: 'neutral',
      title: 'The data ports could not be tried.',
      text: 'This computer found no way to the server for 52000-52001.',
      request: null,
    });
    expect(sweepInWords(sweep('ru'), ftps)).toMatchObject({ tone: 'neutral', request: null });
    expect(sweepInWords(sweep('rud'), ftps)).toMatchObject({
      tone: 'bad',
      request: `Please open outgoing TCP 52002 to ${host}.`,
    });
  });

  test('one that could not start says why', () => {
    const failure = { code: 'host-not-found', detail: 'ENOTFOUND' } as const;
    const words = sweepInWords(sweep('', { total: 41, failure }), ftps);
    expect(words.title).toBe('The data ports could not be tried.');
    expect(words.text).toContain('was not found');
  });

  test('under way, and stopped', () => {
    expect(sweepInWords(sweep('rdr', { done: false, total: 41 }), ftps)).toEqual({
      tone: 'neutral',
      title: 'Trying data ports: 3 of 41',
      text: 'Dropped so far: 52001.',
      request: null,
    });
    expect(sweepInWords(sweep('rr', { total: 41 }), ftps)).toMatchObject({
      tone: 'neutral',
      title: 'Stopped after 2 of 41 data ports.',
    });
    expect(sweepInWords(sweep('', { total: 41 }), ftps).text).toBe('');
  });
});

describe('the strip', () => {
  test('has a cell for each port of the range, also for those that were not tried', () => {
    const cells = portCells(sweep('rd'), { from: 52000, to: 52002 });
    expect(cells?.map(({ cell }) => cell)).toEqual(['through', 'dropped', 'untried']);
  });

  test('is left out where the cells could not be told apart', () => {
    expect(portCells(sweep('r'), { from: 1024, to: 65535 })).toBeNull();
    expect(portCells(sweep('r'), null)).toBeNull();
  });
});

describe('trying all data ports is offered', () => {
  test('once a check came as far as signing in', () => {
    expect(mayTryPorts(ftps, undefined)).toBe(false);
    expect(
      mayTryPorts(ftps, someCheck(ftps, { kind: 'failed', at: 'port', code: 'port-silent' })),
    ).toBe(false);
    expect(mayTryPorts(ftps, someCheck(ftps, { kind: 'no-password' }))).toBe(true);
    expect(
      mayTryPorts(
        ftps,
        someCheck(ftps, { kind: 'failed', at: 'data-ports', code: 'data-port-dropped' }),
      ),
    ).toBe(true);
    expect(mayTryPorts(ftps, someCheck(ftps))).toBe(true);
  });

  test('only where a site has a range of them', () => {
    const sftp = someSite('ciis-sftp');
    expect(mayTryPorts(sftp, someCheck(sftp))).toBe(false);
    const open = { ...ftps, options: { ...ftps.options, passivePorts: null } };
    expect(mayTryPorts(open, someCheck(ftps))).toBe(false);
  });
});
