import { describe, expect, it } from 'vitest';
import type { Sweep } from '../../shared/domain/check.ts';
import { AppError } from '../../shared/domain/error.ts';
import { deferred } from './deferred.ts';
import { checksDesk as desk } from './testing/checks-desk.ts';

const insisting = { insist: true };
const asking = { insist: false };

describe('connection checks', () => {
  it('start at once, tell each step, and are kept', async () => {
    const { checks, first, heard, ended } = desk();
    expect(checks.list()).toEqual([]);
    expect(checks.run([first], asking)).toEqual([]);
    expect(checks.list()).toMatchObject([{ siteId: first, verdict: null }]);
    await ended().toBe('ready');
    expect(heard[0]).toMatchObject({ verdict: null, current: null, steps: [], scheduled: false });
    expect(heard[1]).toMatchObject({ current: 'name' });
    expect(heard.filter(({ verdict }) => verdict !== null)).toHaveLength(1);
    expect(heard.at(-1)).toEqual(checks.list()[0]);
    expect(checks.history(first)).toEqual(checks.list());
  });

  it('show the last one of each site, and all of a site', async () => {
    const { checks, siteIds, first, ended } = desk({ sites: 2 });
    checks.run(siteIds, asking);
    for (const id of siteIds) await ended(id).toBe('ready');
    checks.run([first], asking);
    await expect.poll(() => checks.history(first).length).toBe(2);
    expect(checks.list()).toHaveLength(2);
    expect(checks.list().find(({ siteId }) => siteId === first)).toEqual(checks.history(first)[0]);
  });

  it('of a site that has another username now are history only', async () => {
    const { checks, first, ended, sites } = desk();
    checks.run([first], asking);
    await ended().toBe('ready');
    sites.update(first, { ...sites.get(first), label: 'Renamed' });
    expect(checks.list()).toHaveLength(1);
    sites.update(first, { ...sites.get(first), username: 'somebody_else' });
    expect(checks.list()).toEqual([]);
  });

  it('of a site that has another address now are history only', async () => {
    const { checks, first, ended, sites } = desk();
    checks.run([first], asking);
    await ended().toBe('ready');
    sites.update(first, { ...sites.get(first), host: 'elsewhere.example' });
    expect(checks.list()).toEqual([]);
    expect(checks.history(first)).toHaveLength(1);
  });

  it('that run already go on', async () => {
    const { checks, first, server, ended } = desk();
    checks.run([first, first], asking);
    checks.run([first], insisting);
    await ended().toBe('ready');
    expect(server.connects).toBe(1);
    expect(checks.history(first)).toHaveLength(1);
  });

  it('start nothing when a site is not known', () => {
    const { checks, first, server } = desk();
    expect(() => checks.run([first, 'gone'], asking)).toThrow('site-not-found');
    expect(checks.list()).toEqual([]);
    expect(server.connects).toBe(0);
  });

  it('of several sites go on at the same time, eight at the most', async () => {
    const { checks, siteIds, server } = desk({ sites: 11 });
    server.trouble = { at: 'port', with: 'silence' };
    checks.run(siteIds, asking);
    await expect.poll(() => server.connects).toBe(8);
    expect(checks.list()).toHaveLength(11);
    checks.stop(siteIds.slice(0, 3));
    await expect.poll(() => server.connects).toBe(11);
    await checks.shutDown();
  });

  it('tell the session log what they did, without the password', async () => {
    const { checks, first, log, server, ended } = desk();
    log.addSecret('made-up-secret');
    server.trouble = {
      at: 'signed-in',
      with: new AppError('login-refused', 'PASS made-up-secret'),
    };
    checks.run([first], asking);
    await ended().toBe('failed');
    expect(log.lines().map(({ text }) => text)).toEqual([
      'Connection check of sftp.example, port 22',
      'Signing in as clinic7',
      'Connection check: failed at "sign-in" (login-refused)',
    ]);
    expect(JSON.stringify(checks.list())).not.toContain('made-up-secret');
  });

  it('wait for the goodbye before they are over', async () => {
    const { checks, first, server, ended, heard } = desk();
    const goodbye = deferred<undefined>();
    server.onClose = () => goodbye.promise;
    checks.run([first], asking);
    await expect.poll(() => server.closes).toBe(1);
    expect(heard.at(-1)).toMatchObject({ verdict: null, steps: { length: 6 } });
    goodbye.resolve(undefined);
    await ended().toBe('ready');
  });
});

describe('stopping', () => {
  it('ends a check at once, and the stopped one is kept', async () => {
    const { checks, first, server, ended } = desk();
    server.trouble = { at: 'secure-link', with: 'silence' };
    checks.run([first], asking);
    await expect.poll(() => checks.list()[0]?.current).toBe('secure-link');
    checks.stop([first, 'gone']);
    await ended().toBe('stopped');
    expect(checks.history(first)).toMatchObject([{ verdict: 'stopped' }]);
  });

  it('ends one that still waits for its turn', async () => {
    const { checks, siteIds, server, ended } = desk({ sites: 9 });
    server.trouble = { at: 'port', with: 'silence' };
    checks.run(siteIds, asking);
    const last = siteIds.at(-1) ?? '';
    checks.stop([last]);
    await ended(last).toBe('stopped');
    expect(server.connects).toBe(8);
    await checks.shutDown();
  });

  it('does not wait for a server that says no goodbye', async () => {
    const { checks, first, server, ended } = desk();
    const goodbye = deferred<undefined>();
    server.onClose = () => goodbye.promise;
    server.list = () => new Promise(() => undefined);
    checks.run([first], asking);
    await expect.poll(() => checks.list()[0]?.current).toBe('folder');
    checks.stop([first]);
    await ended().toBe('stopped');
    goodbye.resolve(undefined);
    await checks.shutDown();
  });

  it('with the program leaves nothing behind, and waits for the goodbyes', async () => {
    const { checks, first, server } = desk();
    let saidGoodbye = false;
    server.onClose = () => Promise.resolve().then(() => void (saidGoodbye = true));
    server.list = () => new Promise(() => undefined);
    checks.run([first], asking);
    await expect.poll(() => checks.list()[0]?.current).toBe('folder');
    await checks.shutDown();
    expect(saidGoodbye).toBe(true);
    expect(checks.history(first)).toEqual([]);
    expect(checks.run([first], asking)).toEqual([]);
    expect(server.connects).toBe(1);
  });
});

describe('refused sign-ins', () => {
  it('hold a check back until the person insists', async () => {
    const { checks, siteIds, first, server, refuse, ended } = desk({ sites: 2 });
    refuse(2);
    expect(checks.run(siteIds, asking)).toEqual(siteIds.map((siteId) => ({ siteId, refused: 2 })));
    expect(server.connects).toBe(0);
    expect(checks.run([first], insisting)).toEqual([]);
    await ended().toBe('ready');
    expect(server.signIns).toHaveLength(1);
  });

  it('once hold nothing back', () => {
    const { checks, first, refuse } = desk();
    refuse(1);
    expect(checks.run([first], asking)).toEqual([]);
  });

  it('let one that was made by itself go as far as signing in', async () => {
    const { checks, first, server, refuse, ended } = desk();
    refuse(2);
    expect(checks.run([first], { insist: false, scheduled: true })).toEqual([]);
    await ended().toBe('incomplete');
    expect(checks.list()[0]?.steps[4]?.finding).toEqual({ kind: 'sign-in-held-back', refused: 2 });
    expect(server.signIns).toEqual([]);
  });

  it('of one account stop its other sites, which sign in one after the other', async () => {
    const { checks, siteIds, server, ended } = desk({ sites: 7 });
    server.trouble = { at: 'signed-in', with: new AppError('login-refused', '530') };
    expect(checks.run(siteIds, asking)).toEqual([]);
    for (const id of siteIds) await ended(id).not.toBe(null);
    expect(server.signIns).toHaveLength(2);
    const verdicts = checks.list().map(({ verdict }) => verdict);
    expect(verdicts.filter((verdict) => verdict === 'failed')).toHaveLength(2);
    expect(verdicts.filter((verdict) => verdict === 'incomplete')).toHaveLength(5);
  });

  it('that are insisted on are tried once more, not once more for each site', async () => {
    const { checks, siteIds, server, refuse, ended } = desk({ sites: 3 });
    refuse(2);
    server.trouble = { at: 'signed-in', with: new AppError('login-refused', '530') };
    checks.run(siteIds, insisting);
    for (const id of siteIds) await ended(id).not.toBe(null);
    expect(server.signIns).toHaveLength(1);
  });

  it('hold nothing back once one more was accepted, of whichever site', async () => {
    const { checks, siteIds, server, refuse, ended } = desk({ sites: 3 });
    refuse(2);
    checks.run(siteIds, insisting);
    for (const id of siteIds) await ended(id).toBe('ready');
    expect(server.signIns).toHaveLength(3);
  });

  it('without an answer count as refused ones, also when they are stopped', async () => {
    const { checks, first, server, ended } = desk();
    server.trouble = { at: 'signed-in', with: 'silence' };
    for (const times of [1, 2]) {
      checks.run([first], asking);
      await expect.poll(() => server.signIns.length).toBe(times);
      checks.stop([first]);
      await ended().toBe('stopped');
    }
    expect(checks.list()[0]?.steps[4]).toMatchObject({
      id: 'sign-in',
      outcome: 'failed',
      failure: { code: 'cancelled' },
    });
    expect(checks.run([first], asking)).toEqual([{ siteId: first, refused: 2 }]);
  });

  it('are nothing to a site that does not sign in', () => {
    const { checks, first, refuse } = desk({ protocol: 'web' });
    refuse(2);
    expect(checks.run([first], asking)).toEqual([]);
  });
});

describe('a site that is removed', () => {
  it('ends its check, of which nothing more is heard', async () => {
    const { checks, sites, first, server, heard } = desk();
    server.trouble = { at: 'port', with: 'silence' };
    checks.run([first], asking);
    await expect.poll(() => checks.list()[0]?.current).toBe('port');
    sites.remove(first);
    checks.forget(first);
    const told = heard.length;
    await checks.shutDown();
    expect(heard).toHaveLength(told);
    expect(checks.list()).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a check that can not be stored is shown all the same, and can be made again', async () => {
    const { checks, database, first, notices, server, ended } = desk();
    database.run('DROP TABLE checks');
    database.run('CREATE TABLE checks (number INTEGER PRIMARY KEY, site_id TEXT, json TEXT)');
    checks.run([first], asking);
    await ended().toBe('ready');
    expect(notices.map(({ code }) => code)).toEqual(['storage-failed']);
    checks.run([first], asking);
    await expect.poll(() => server.connects).toBe(2);
  });

  it('a defect ends the check, and is told', async () => {
    const { checks, first, notices, ended } = desk();
    const stop = checks.onChanged(({ current }) => {
      if (current === 'port') throw new Error('a bug');
    });
    checks.run([first], asking);
    await ended().toBe('failed');
    expect(notices).toMatchObject([{ code: 'internal', detail: 'a bug' }]);
    stop();
  });
});

describe('the data ports', () => {
  it('are tried on demand, and told', async () => {
    const { checks, first, sites } = desk({ protocol: 'ftps' });
    const site = sites.get(first);
    const options = { ...site.options, passivePorts: { from: 52000, to: 52003 } };
    sites.update(first, { ...site, options });
    const heard: Sweep[] = [];
    const leave = checks.onSwept((sweep) => void heard.push(sweep));
    checks.sweep(first);
    await expect.poll(() => checks.sweeps()[0]?.done).toBe(true);
    expect(heard.at(-1)).toEqual(checks.sweeps()[0]);
    leave();
    expect(() => checks.sweep('gone')).toThrow('site-not-found');
  });
});
