import { expect, test } from 'vitest';
import type { SessionState } from '../../../shared/domain/session.ts';
import { sitePaneView } from './site-pane-view.ts';

const connected: SessionState = {
  status: 'connected',
  since: 1,
  home: '/in',
  facts: [],
  abilities: { browse: true, download: true, makeFolder: true, rename: true, remove: true },
};
const view = (
  session: SessionState,
  folder: Parameters<typeof sitePaneView>[0]['folder'] = { entries: null, failure: null },
  asking = false,
) => sitePaneView({ hasSite: true, session, folder, asking });

test('a question that waits is told apart from connecting', () => {
  expect(view({ status: 'connecting' })).toEqual({ kind: 'connecting' });
  expect(view({ status: 'connecting' }, undefined, true)).toEqual({ kind: 'asking' });
});

test('an empty folder and one that may not be listed are both places to drop files', () => {
  expect(view(connected, { entries: [], failure: null })).toEqual({ kind: 'drop', why: 'empty' });
  const failure = { code: 'remote-listing-refused', detail: '550' } as const;
  expect(view(connected, { entries: null, failure })).toEqual({
    kind: 'drop',
    why: 'not-listable',
  });
});

test('a folder that is not there is an error, not a place to drop files', () => {
  const failure = { code: 'remote-not-found', detail: '550' } as const;
  expect(view(connected, { entries: null, failure })).toEqual({ kind: 'folder-failed', failure });
});

test('entries make a table; none yet is loading; a failed session says why', () => {
  expect(view(connected, { entries: ['a'], failure: null })).toEqual({ kind: 'table' });
  expect(view(connected)).toEqual({ kind: 'loading' });
  const failure = { code: 'login-refused', detail: '530' } as const;
  expect(view({ status: 'failed', failure })).toEqual({ kind: 'failed', failure });
});
