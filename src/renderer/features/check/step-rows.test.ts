import { describe, expect, test } from 'vitest';
import { someCheck, someSite, someStep } from '../../../shared/domain/testing/some-check.ts';
import { plannedSteps, rowWords, stepRows } from './step-rows.ts';

const sftp = someSite('ciis-sftp');

describe('the lines of a card', () => {
  test('are all there before the first check, and while one runs', () => {
    const names = ['name', 'port', 'secure-link', 'identity', 'sign-in', 'folder'];
    expect(stepRows(sftp, undefined)).toEqual(names.map((id) => ({ kind: 'pending', id })));
    const running = someCheck(sftp, undefined, {
      verdict: null,
      endedAt: null,
      current: 'port',
      steps: [someStep('name')],
    });
    expect(stepRows(sftp, running).map(({ kind }) => kind)).toEqual([
      'done',
      'running',
      'pending',
      'pending',
      'pending',
      'pending',
    ]);
  });

  test('after a failure name what was not checked in one line', () => {
    const rows = stepRows(
      sftp,
      someCheck(sftp, { kind: 'failed', at: 'port', code: 'port-silent' }),
    );
    expect(rows.map((row) => rowWords(row).name)).toEqual([
      'Name found',
      'Port open',
      'Not checked',
    ]);
    expect(rows.map(rowWords).at(-1)?.text).toBe('Secure link, Identity, Signed in, Folder');
  });

  test('of a check that was stopped at once are that one line', () => {
    expect(stepRows(sftp, someCheck(sftp, { kind: 'stopped', at: 'name' }))).toEqual([
      { kind: 'not-checked', ids: plannedSteps(sftp) },
    ]);
  });

  test('have no description where the gateway has no address for it', () => {
    const gateway = someSite('ciis-realtime');
    expect(plannedSteps(gateway)).toContain('description');
    expect(plannedSteps({ ...gateway, wsdlUrl: '' })).not.toContain('description');
  });
});

describe('a line says its mark in words too', () => {
  test.each([
    ['ok', 'ok', 'Passed'],
    ['warn', 'warn', 'Passed, with a remark'],
    ['failed', 'failed', 'Failed'],
    ['skipped', 'skipped', 'Not tried'],
  ] as const)('%s', (outcome, mark, spoken) => {
    expect(rowWords({ kind: 'done', step: someStep('port', { outcome }) })).toMatchObject({
      mark,
      spoken,
      name: 'Port open',
    });
  });

  test('while it runs and before', () => {
    expect(rowWords({ kind: 'running', id: 'port' }).spoken).toBe('Running');
    expect(rowWords({ kind: 'pending', id: 'port' }).spoken).toBe('Not run yet');
  });
});
