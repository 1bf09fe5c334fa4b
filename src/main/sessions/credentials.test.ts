import { describe, expect, it } from 'vitest';
import { AppError, type Failure } from '../../shared/domain/error.ts';
import type { PromptAnswer } from '../../shared/domain/prompt.ts';
import { newSiteSettings, type Site } from '../../shared/domain/site.ts';
import type { Question } from '../prompts/ask.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { CredentialStore, type SecretSource } from './credentials.ts';

const site: Site = {
  ...newSiteSettings('sftp'),
  label: 'Clinic',
  host: 'sftp.example.org',
  username: 'clinic7',
  id: 'site-1',
  position: 0,
  lastConnectedAt: null,
};
const keySite: Site = { ...site, signIn: { kind: 'key', file: '/keys/clinic' } };
const noSignal = new AbortController().signal;

function setUp(given: {
  stored?: string;
  keychainProblem?: string;
  answers?: readonly PromptAnswer[];
  sources?: readonly SecretSource[];
  keyFile?: string;
}) {
  const kept = new Map<string, string>();
  if (given.stored !== undefined) kept.set(site.id, given.stored);
  const asked: Question[] = [];
  const masked: string[] = [];
  const notices: Failure[] = [];
  const answers = [...(given.answers ?? [])];
  const unavailable = () => new AppError('keychain-unavailable', given.keychainProblem);
  const secrets: Secrets = {
    name: 'the keychain',
    problem: () => Promise.resolve(given.keychainProblem ?? null),
    get: (id) =>
      given.keychainProblem === undefined
        ? Promise.resolve(kept.get(id) ?? null)
        : Promise.reject(unavailable()),
    set: (id, secret) => {
      if (given.keychainProblem !== undefined) return Promise.reject(unavailable());
      kept.set(id, secret);
      return Promise.resolve();
    },
    delete: () => Promise.resolve(),
    siteIds: () => Promise.resolve(new Set(kept.keys())),
  };
  const credentials = new CredentialStore({
    secrets,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift() ?? { kind: 'no' });
    },
    otherSources: given.sources ?? [],
    readFile: (path) =>
      given.keyFile === undefined
        ? Promise.reject(new Error(`ENOENT: ${path}`))
        : Promise.resolve(Buffer.from(given.keyFile)),
    mask: (secret) => masked.push(secret),
    notice: (failure) => notices.push(failure),
  });
  return { credentials, kept, asked, masked, notices };
}

const typed = (password: string, remember = false): PromptAnswer => ({
  kind: 'password',
  password,
  remember,
});

describe('credentials of a site', () => {
  it('come from the keychain before anything else, and are masked in the log', async () => {
    const { credentials, asked, masked } = setUp({
      stored: 'from-keychain',
      sources: [() => Promise.resolve('from-environment')],
    });
    expect(await credentials.for(site, noSignal)).toEqual({
      kind: 'password',
      password: 'from-keychain',
    });
    expect(masked).toEqual(['from-keychain']);
    expect(asked).toEqual([]);
  });

  it('come from the other sources in their order before a question', async () => {
    const { credentials, asked } = setUp({
      sources: [() => Promise.resolve(null), () => Promise.resolve('second')],
    });
    expect(await credentials.for(site, noSignal)).toMatchObject({ password: 'second' });
    expect(asked).toEqual([]);
  });

  it('are asked for once, however many connections are opened', async () => {
    const { credentials, asked } = setUp({ answers: [typed('typed-one')] });
    const both = await Promise.all([
      credentials.for(site, noSignal),
      credentials.for(site, noSignal),
    ]);
    expect(both.map((each) => each.kind === 'password' && each.password)).toEqual([
      'typed-one',
      'typed-one',
    ]);
    expect(await credentials.for(site, noSignal)).toMatchObject({ password: 'typed-one' });
    expect(asked).toHaveLength(1);
  });

  it('are asked for again after they were refused', async () => {
    const { credentials, asked } = setUp({ answers: [typed('wrong'), typed('right')] });
    await credentials.for(site, noSignal);
    credentials.forget(site.id);
    expect(await credentials.for(site, noSignal)).toMatchObject({ password: 'right' });
    expect(asked).toHaveLength(2);
  });

  it('go to the keychain only when the server took them and the person wants it', async () => {
    const { credentials, kept } = setUp({ answers: [typed('keep-me', true)] });
    await credentials.for(site, noSignal);
    expect(kept.size).toBe(0);
    await credentials.accepted(site.id);
    expect(kept.get(site.id)).toBe('keep-me');
  });

  it('are not kept when the person did not ask for it', async () => {
    const { credentials, kept } = setUp({ answers: [typed('just-now')] });
    await credentials.for(site, noSignal);
    await credentials.accepted(site.id);
    expect(kept.size).toBe(0);
  });

  it('are missing when nobody answers, and the next connection asks again', async () => {
    const { credentials } = setUp({ answers: [{ kind: 'no' }, typed('later')] });
    await expect(credentials.for(site, noSignal)).rejects.toMatchObject({
      code: 'password-missing',
    });
    expect(await credentials.for(site, noSignal)).toMatchObject({ password: 'later' });
  });

  it('work without a keychain: it is told only when it was needed', async () => {
    const withSource = setUp({
      keychainProblem: 'no keyring runs',
      sources: [() => Promise.resolve('from-environment')],
    });
    await withSource.credentials.for(site, noSignal);
    expect(withSource.notices).toEqual([]);

    const without = setUp({ keychainProblem: 'no keyring runs', answers: [typed('t', true)] });
    await without.credentials.for(site, noSignal);
    expect(without.notices).toMatchObject([{ code: 'keychain-unavailable' }]);
    expect(without.asked).toMatchObject([{ kind: 'password', canRemember: false }]);
    await without.credentials.accepted(site.id);
    expect(without.notices).toHaveLength(2);
  });

  it('ask for no passphrase when the key is open', async () => {
    const { credentials, asked } = setUp({
      keyFile: '-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n',
    });
    expect(await credentials.for(keySite, noSignal)).toMatchObject({
      kind: 'key',
      passphrase: null,
    });
    expect(asked).toEqual([]);
  });

  it('ask for the passphrase of a locked key', async () => {
    const { credentials, asked, masked } = setUp({
      keyFile: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n-----END ENCRYPTED PRIVATE KEY-----\n',
      answers: [typed('open sesame')],
    });
    expect(await credentials.for(keySite, noSignal)).toMatchObject({ passphrase: 'open sesame' });
    expect(asked).toMatchObject([{ kind: 'password', passphrase: true }]);
    expect(masked).toEqual(['open sesame']);
  });

  it('say so when the key file can not be read', async () => {
    const { credentials } = setUp({});
    await expect(credentials.for(keySite, noSignal)).rejects.toMatchObject({
      code: 'key-unreadable',
    });
  });
});

describe('credentials that need nobody', () => {
  it('come from the keychain or the other sources, and are masked', async () => {
    const kept = setUp({ stored: 'from-keychain' });
    expect(await kept.credentials.stored(site)).toEqual({
      kind: 'password',
      password: 'from-keychain',
    });
    expect(kept.masked).toEqual(['from-keychain']);
    const given = setUp({ sources: [() => Promise.resolve('from-environment')] });
    expect(await given.credentials.stored(site)).toMatchObject({ password: 'from-environment' });
  });

  it('are none rather than a question, also when somebody typed one for a session', async () => {
    const { credentials, asked } = setUp({ answers: [typed('for the session')] });
    expect(await credentials.stored(site)).toBeNull();
    expect(asked).toEqual([]);
    await credentials.for(site, noSignal);
    expect(await credentials.stored(site)).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('are an open key, a locked one only with its passphrase', async () => {
    const open = '-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n';
    const locked =
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n-----END ENCRYPTED PRIVATE KEY-----\n';
    const stored = (given: Parameters<typeof setUp>[0]) => setUp(given).credentials.stored(keySite);
    expect(await stored({ keyFile: open })).toMatchObject({ kind: 'key', passphrase: null });
    expect(await stored({ keyFile: locked })).toBeNull();
    expect(await stored({ keyFile: locked, stored: 'open sesame' })).toMatchObject({
      kind: 'key',
      passphrase: 'open sesame',
    });
    await expect(stored({})).rejects.toMatchObject({ code: 'key-unreadable' });
  });
});
