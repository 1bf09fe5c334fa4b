import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  findingLevels,
  type FindingCode,
  type Inspection,
} from '../../../shared/domain/inspection.ts';
import type { MessageRow } from '../../../shared/domain/message-file.ts';
import { presets, type PresetId } from '../../../shared/domain/presets.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { useNotices } from '../../ui/notices.ts';
import { sendAll, type SendChoice } from './send-choice.ts';
import { agree, decline, send, useSending } from './send-store.ts';
import { noCounts } from './row-store.ts';

const siteOf = (preset: PresetId): SiteView => ({
  ...presets[preset],
  id: preset,
  position: 0,
  lastConnectedAt: null,
  hasSecret: true,
  identity: null,
});
const site = siteOf('ciis-realtime-test');
const unsent: SendChoice = { label: 'Send 2', selection: { kind: 'unsent' }, count: 2 };
const all = sendAll({ counts: noCounts, failed: 0, chosen: [], production: false });

const looked = (...codes: readonly FindingCode[]): Inspection => ({
  kind: 'hl7',
  messages: 2,
  types: {},
  processingIds: {},
  patients: 1,
  firstDate: null,
  lastDate: null,
  findings: codes.map((code) => ({
    level: findingLevels[code],
    code,
    line: 1,
    count: 1,
    facts: {},
  })),
  unlisted: 0,
});

const unknownRow: MessageRow = {
  index: 1,
  line: 9,
  type: 'VXU^V04',
  controlId: 'C-1',
  processingId: 'T',
  initials: null,
  state: 'unknown',
  verdict: null,
  codes: [],
  failure: { code: 'reply-lost', detail: '' },
};

/** Main, in memory: what it finds, which messages are in doubt, and what it was told to send. */
function memoryMain() {
  const state = {
    inspection: looked(),
    trouble: [] as readonly MessageRow[],
    refuses: null as string | null,
  };
  const sent: unknown[] = [];
  const answer = (name: string, input: unknown): unknown => {
    if (name === 'messages.inspect') return state.inspection;
    if (name === 'messages.rows') return { total: state.trouble.length, rows: state.trouble };
    sent.push(input);
    return {};
  };
  const invoke = (name: string, input: unknown) => {
    if (name === 'messages.send' && state.refuses !== null) {
      const code = state.refuses;
      state.refuses = null;
      return Promise.resolve({ ok: false, error: { code, detail: '' } });
    }
    return Promise.resolve({ ok: true, value: answer(name, input) });
  };
  return { state, sent, bridge: { invoke, listen: () => () => undefined, pathOf: () => '' } };
}

let main = memoryMain();
const step = () => useSending.getState().asked?.step;

beforeEach(() => {
  main = memoryMain();
  vi.stubGlobal('window', { ciis: main.bridge });
  useSending.setState({ asked: null, busy: false });
  useNotices.setState({ notices: [] });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a clean file is sent without a question', async () => {
  await send(site, 'file-1', unsent);
  expect(main.sent).toEqual([
    { siteId: site.id, fileId: 'file-1', selection: { kind: 'unsent' }, consent: [] },
  ]);
});

test('what needs an answer is asked, and only a yes sends it', async () => {
  main.state.inspection = looked('file-cut-off', 'version');
  await send(site, 'file-1', unsent);
  expect(step()?.kind).toBe('question');
  decline();
  await agree();
  expect(main.sent).toEqual([]);
  await send(site, 'file-1', unsent);
  await agree();
  expect(main.sent).toMatchObject([{ consent: ['file-cut-off'] }]);
});

test('what can not be sent has no way on', async () => {
  main.state.inspection = looked('broken-line');
  await send(site, 'file-1', unsent);
  expect(step()?.kind).toBe('refused');
  await agree();
  expect(main.sent).toEqual([]);
});

test('messages that may be there are asked about first, then the file', async () => {
  main.state.inspection = looked('test-to-production');
  main.state.trouble = [unknownRow];
  await send(siteOf('ciis-realtime'), 'file-1', all);
  expect(step()).toMatchObject({ kind: 'doubtful', count: 1 });
  await agree();
  expect(step()).toMatchObject({ kind: 'explicit', word: 'PRODUCTION' });
  await agree();
  expect(main.sent).toMatchObject([
    { selection: { kind: 'every' }, consent: ['test-to-production'] },
  ]);
});

test('chosen messages without any in doubt are just sent', async () => {
  main.state.trouble = [unknownRow];
  await send(site, 'file-1', { ...unsent, selection: { kind: 'some', indexes: [0, 2] } });
  expect(main.sent).toHaveLength(1);
  await send(site, 'file-1', { ...unsent, selection: { kind: 'some', indexes: [1] } });
  expect(step()?.kind).toBe('doubtful');
});

test('a file that has changed meanwhile is asked about anew', async () => {
  main.state.inspection = looked('file-cut-off');
  await send(site, 'file-1', unsent);
  main.state.inspection = looked('file-cut-off', 'not-utf-8');
  main.state.refuses = 'consent-needed';
  await agree();
  expect(step()).toMatchObject({ kind: 'question', codes: ['file-cut-off', 'not-utf-8'] });
  expect(useNotices.getState().notices).toEqual([]);
});

test('any other failure becomes a notice', async () => {
  main.state.refuses = 'login-paused';
  await send(site, 'file-1', unsent);
  expect(useNotices.getState().notices).toHaveLength(1);
});
