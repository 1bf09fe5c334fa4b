import { settingsSchema, type Settings } from '../../src/shared/domain/settings.ts';
import type { SessionState } from '../../src/shared/domain/session.ts';
import type { Transfer, TransferProgress } from '../../src/shared/domain/transfer.ts';
import type { Check } from '../../src/shared/domain/check.ts';
import type { Bridge } from '../../src/shared/ipc/bridge.ts';
import type { AppEvents, EventName } from '../../src/shared/ipc/contract.ts';
import {
  busy,
  doneBefore,
  heldBack,
  log,
  many,
  manyFiles,
  outbox,
  remoteEntries,
  sentFiles,
  shaky,
  sites as allSites,
} from './invented.ts';
import {
  checksOfScene,
  heldBackOf,
  historyOf,
  longSites,
  running,
  sweepsOfScene,
} from './invented-checks.ts';

import { inspectedFile, promptOfScene } from './invented-inspections.ts';

import { importAnswers, importFailure } from './invented-imports.ts';
import { historyAnswers } from './invented-receipts.ts';
import { ruleAnswers } from './invented-rules.ts';
import { messageAnswers } from './message-answers.ts';
import { productionSite } from './invented-messages.ts';

/* A bridge that answers from invented data. `?scene=` chooses what is going on, `?checks=` how the last
   connection checks went, `?prompt=` what is asked. */

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'busy';
const checks = query.get('checks') ?? 'none';
const messages = query.get('messages') ?? 'none';
const sites = sitesOfScene();

function sitesOfScene() {
  if (checks === 'long') return longSites;
  if (messages === 'nosite') return allSites.filter(({ protocol }) => protocol !== 'soap');
  return messages === 'production' ? [...allSites, productionSite] : allSites;
}

const connected = (browse: boolean): SessionState => ({
  status: 'connected',
  since: 1,
  home: '/riverside_peds',
  facts: [],
  abilities: { browse, download: browse, makeFolder: browse, rename: browse, remove: browse },
});

function sessionOfScene(): SessionState {
  switch (scene) {
    case 'empty':
      return { status: 'disconnected' };
    case 'connecting':
      return { status: 'connecting' };
    case 'refused':
      return {
        status: 'failed',
        failure: { code: 'login-refused', detail: 'All configured authentication methods failed' },
      };
    case 'blocked':
      return { status: 'failed', failure: { code: 'port-silent', detail: 'connect ETIMEDOUT' } };
    default:
      return connected(scene === 'table' || scene === 'busy' || scene === 'many');
  }
}

function transfersOfScene(): readonly Transfer[] {
  if (scene === 'busy' || scene === 'table') return busy;
  if (scene === 'held') return heldBack;
  if (scene === 'shaky') return shaky;
  if (scene === 'many') return [...busy, ...many(Number(query.get('count') ?? 10_000))];
  return doneBefore;
}

type Listener = Parameters<Bridge['listen']>[0];
const listeners = new Set<Listener>();
const emit = <Name extends EventName>(name: Name, payload: AppEvents[Name]): void => {
  for (const listener of listeners) listener(name, payload);
};

let settings: Settings = settingsSchema.parse({
  theme: query.get('theme') ?? 'light',
  lastSiteId: 'ciis-sftp',
});
let transfers = transfersOfScene();
let revision = 1;
let paused = scene === 'held';
const noSites = scene === 'welcome';
const progress: readonly TransferProgress[] = [
  { id: 't-1', sentBytes: 2.45 * 1024 * 1024, speed: 410 * 1024, secondsLeft: 2.6 },
];

function change(changed: readonly Transfer[], removed: readonly string[] = []): void {
  const ids = new Set(changed.map(({ id }) => id));
  transfers = [...transfers.filter(({ id }) => !ids.has(id) && !removed.includes(id)), ...changed];
  revision += 1;
  emit('transfers.changed', { revision, paused, changed, removed });
}

/** Streams an invented check of each site, a step at a time. */
function runChecks(siteIds: readonly string[], insist: boolean): readonly unknown[] {
  const held = insist ? [] : heldBackOf(checks, siteIds);
  for (const site of sites.filter(({ id }) => siteIds.includes(id))) {
    if (held.some(({ siteId }) => siteId === site.id)) continue;
    running(site, checksOfScene(checks === 'none' ? 'green' : checks, sites), (check: Check) =>
      emit('checks.changed', { check }),
    );
  }
  return held;
}

const answerMessages = messageAnswers(messages, emit);
const answerHistory = historyAnswers(query.get('history') ?? 'some', emit);
const answerImports = importAnswers(query.get('imports') ?? 'some');
const answerRules = ruleAnswers(query.get('rules') ?? 'some', emit);
const bigFolder = Number(query.get('files') ?? 0);
const manyEntries = manyFiles(bigFolder);
const called: unknown[] = [];

function answer(name: string, input: unknown): unknown {
  const given = (input ?? {}) as Partial<{
    siteId: string;
    siteIds: string[];
    insist: boolean;
    ids: string[];
    paths: string[];
    paused: boolean;
    more: number;
  }>;
  called.push({ name, input });
  if (name.startsWith('messages.')) return answerMessages(name, input);
  if (name === 'history.sentFrom') return sentFiles;
  if (name.startsWith('history.')) return answerHistory(name, input);
  if (name.startsWith('rules.')) return answerRules(name, input);
  if (name.startsWith('imports.')) return answerImports(name, input);
  switch (name) {
    case 'sites.export':
      return 'C:\\Clinic\\CIIS Connect sites 2026-11-24 10-32.json';
    case 'app.info':
      return {
        version: '0.1.0',
        electron: '33.2.1',
        platform: 'win32',
        dataFolder: 'C:\\Users\\front-desk\\AppData\\Roaming\\CIIS Connect',
        keychainName: 'Windows Credential Manager',
        keychainProblem: null,
        canStartWithComputer: true,
        notices: [],
      };
    case 'settings.get':
      return settings;
    case 'settings.update':
      settings = { ...settings, ...given };
      emit('settings.changed', settings);
      return settings;
    case 'sites.list':
      return { sites: noSites ? [] : sites, folders: [] };
    case 'sessions.list':
      return { 'ciis-sftp': sessionOfScene() };
    case 'sessions.connect':
      if (sessionOfScene().status === 'connected') return sessionOfScene();
      emit('sessions.changed', { siteId: given['siteId'] ?? '', state: { status: 'connecting' } });
      setTimeout(
        () => emit('sessions.changed', { siteId: given['siteId'] ?? '', state: connected(true) }),
        800,
      );
      return { status: 'connecting' };
    case 'sessions.disconnect':
      emit('sessions.changed', {
        siteId: given['siteId'] ?? '',
        state: { status: 'disconnected' },
      });
      return undefined;
    case 'sessions.log':
      return log;
    case 'remote.list':
      return scene === 'table' ? remoteEntries : [];
    case 'local.roots':
      return [
        { label: 'Desktop', path: 'D', kind: 'desktop' },
        { label: 'Documents', path: 'O', kind: 'documents' },
        { label: 'C: (Windows)', path: 'C:\\', kind: 'drive' },
      ];
    case 'local.list':
      return bigFolder > 0
        ? { ...outbox, entries: manyEntries.slice(0, 500), more: bigFolder > 500 ? 500 : null }
        : outbox;
    case 'local.more': {
      const from = given['more'] ?? 0;
      const to = from + 1000;
      return { entries: manyEntries.slice(from, to), more: to < bigFolder ? to : null };
    }
    case 'local.chooseFiles':
      return [];
    case 'transfers.list':
      return { revision, paused, transfers, progress };
    case 'transfers.setPaused':
      paused = given['paused'] ?? false;
      change([]);
      return undefined;
    case 'transfers.clear':
      change([], given['ids'] ?? []);
      return undefined;
    case 'transfers.upload': {
      const paths: readonly string[] = given['paths'] ?? [];
      const added = paths.map((path, index) => ({
        ...(busy[1] as Transfer),
        id: `new-${revision}-${index}`,
        name: path.split(/[\\/]/).at(-1) ?? path,
        position: 1000 + index,
      }));
      change(added);
      return added.map(({ id }) => id);
    }
    case 'prompts.list':
      return promptOfScene(query.get('prompt'));
    case 'files.inspect':
      return (given['paths'] ?? []).map(inspectedFile);
    case 'checks.list':
      return { checks: checksOfScene(checks, sites), sweeps: sweepsOfScene(checks) };
    case 'checks.run':
      return runChecks(given['siteIds'] ?? [], given['insist'] ?? false);
    case 'checks.history':
      return historyOf(given['siteId'] ?? '', sites);
    case 'checks.report':
      return 'CIIS Connect, connection check';
    case 'checks.saveReport':
      return 'C:\\Clinic\\CIIS connection check 2026-11-24 10-32.txt';
    default:
      return undefined;
  }
}

const bridge = {
  invoke: (name: string, input: unknown) => {
    const failure = name.startsWith('imports.') ? importFailure(query.get('imports')) : null;
    return Promise.resolve(
      failure === null ? { ok: true, value: answer(name, input) } : { ok: false, error: failure },
    );
  },
  listen: (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  pathOf: (file: File) => `C:\\Dropped\\${file.name}`,
} as unknown as Bridge;

Object.assign(window, { ciis: bridge, fake: { emit, called } });
