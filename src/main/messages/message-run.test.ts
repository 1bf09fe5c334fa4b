import { describe, expect, it } from 'vitest';
import { scriptedRun } from './testing/scripted-run.ts';

describe('a run', () => {
  it('sends one until the login is taken, then a few at once, in order', async () => {
    const desk = scriptedRun(6, { atOnce: 3 });
    expect(desk.sent()).toEqual([0]);
    await desk.answer(0);
    expect(desk.sent()).toEqual([0, 1, 2, 3]);
    await desk.answer(2, 'AE');
    expect(desk.sent()).toEqual([0, 1, 2, 3, 4]);
    expect(desk.run.view()).toMatchObject({
      status: 'running',
      counts: { total: 6, waiting: 1, sending: 3, accepted: 1, refused: 1 },
    });
    for (const index of [1, 3, 4, 5]) await desk.answer(index);
    await desk.run.over;
    expect(desk.run.view()).toMatchObject({
      status: 'done',
      failure: null,
      counts: { waiting: 0, sending: 0, accepted: 5, refused: 1 },
    });
  });

  it('sends those that were chosen only', async () => {
    const desk = scriptedRun(6, { indexes: [1, 4] });
    await desk.answer(1);
    await desk.answer(4);
    expect(desk.states()).toEqual([
      'not-sent',
      'answered',
      'not-sent',
      'not-sent',
      'answered',
      'not-sent',
    ]);
    expect(desk.run.isOver).toBe(true);
  });

  it('pauses: what is on its way ends, nothing new starts', async () => {
    const desk = scriptedRun();
    await desk.answer(0);
    desk.run.pause();
    await desk.answer(1);
    expect(desk.sent()).toEqual([0, 1, 2, 3]);
    expect(desk.run.view()).toMatchObject({ status: 'paused', failure: null, resumesAt: null });
    desk.run.resume();
    expect(desk.sent()).toEqual([0, 1, 2, 3, 4]);
  });

  it('is done where nothing is left when it has paused', async () => {
    const desk = scriptedRun(1);
    desk.run.pause();
    await desk.answer(0);
    expect(desk.run.view().status).toBe('done');
  });
});

describe('when it is stopped', () => {
  it('what is on its way is broken off: unknown if it was sent, else stopped', async () => {
    const desk = scriptedRun(5);
    await desk.answer(0);
    desk.run.stop();
    expect([1, 2, 3].map((index) => desk.sending(index).aborted())).toEqual([true, true, true]);
    await desk.fail(1, 'reply-lost');
    await desk.fail(2, 'cancelled');
    await desk.answer(3);
    await desk.run.over;
    expect(desk.states()).toEqual(['answered', 'unknown', 'cancelled', 'answered', 'not-sent']);
    expect(desk.run.view()).toMatchObject({
      status: 'stopped',
      failure: null,
      counts: { total: 5, waiting: 0, sending: 0, accepted: 2, unknown: 1, failed: 0 },
    });
  });

  it('what was answered before stays so, where nothing of it was sent again', async () => {
    const desk = scriptedRun(1);
    const refused = {
      ...({ state: 'answered', verdict: 'not-accepted', acknowledgement: 'AR' } as const),
      ...{ codes: [], failure: null, answer: null, sentAt: 1 },
    };
    desk.ledger.ended(0, refused);
    desk.ledger.isSent(0);
    desk.run.stop();
    await desk.fail(0, 'cancelled');
    expect(desk.ledger.outcomeOf(0)).toEqual(refused);
    expect(desk.states()).toEqual(['answered']);
  });

  it('while it waits to try again, nothing is sent any more', async () => {
    const desk = scriptedRun(2);
    await desk.fail(0, 'port-refused');
    desk.run.stop();
    await desk.run.over;
    await desk.pass(100);
    expect(desk.sent()).toEqual([0]);
    expect(desk.states()).toEqual(['not-sent', 'not-sent']);
  });
});

describe('a refused login', () => {
  it('stops it at once, after one message', async () => {
    const desk = scriptedRun(4);
    await desk.fail(0, 'login-refused', 'SecurityFault 10');
    await desk.run.over;
    expect(desk.sent()).toEqual([0]);
    expect(desk.states()).toEqual(['failed', 'not-sent', 'not-sent', 'not-sent']);
    expect(desk.run.view()).toMatchObject({
      status: 'stopped',
      failure: { code: 'login-refused', detail: 'SecurityFault 10' },
      counts: { failed: 1, waiting: 0 },
    });
  });

  it('later on lets those end that are on their way', async () => {
    const desk = scriptedRun(6);
    await desk.answer(0);
    await desk.fail(1, 'login-refused');
    expect(desk.sending(2).aborted()).toBe(false);
    await desk.answer(2);
    await desk.fail(3, 'port-refused');
    await desk.run.over;
    expect(desk.states().slice(0, 5)).toEqual([
      'answered',
      'failed',
      'answered',
      'failed',
      'not-sent',
    ]);
  });

  it.each(['identity-unknown', 'identity-changed', 'password-missing', 'local-changed'] as const)(
    '%s stops it too',
    async (code) => {
      const desk = scriptedRun(3);
      await desk.fail(0, code);
      expect(desk.run.view()).toMatchObject({ status: 'stopped', failure: { code } });
    },
  );
});

describe('a gateway that is not reached', () => {
  it('is tried again after 10, 30 and 60 s, then the run waits for the person', async () => {
    const desk = scriptedRun(3);
    for (const seconds of [10, 30, 60]) {
      await desk.fail(0, 'port-refused');
      expect(desk.run.view()).toMatchObject({
        status: 'paused',
        failure: { code: 'port-refused' },
        resumesAt: desk.clock.now() + seconds * 1000,
        counts: { waiting: 3, sending: 0 },
      });
      await desk.pass(seconds - 1);
      expect(desk.run.view().status).toBe('paused');
      await desk.pass(1);
      expect(desk.run.view()).toMatchObject({ status: 'running', failure: null, resumesAt: null });
    }
    await desk.fail(0, 'port-refused');
    expect(desk.sent()).toEqual([0, 0, 0, 0]);
    expect(desk.run.view()).toMatchObject({
      status: 'paused',
      failure: { code: 'port-refused' },
      resumesAt: null,
      counts: { waiting: 3, failed: 0 },
    });
    await desk.pass(1000);
    expect(desk.sent()).toHaveLength(4);
    desk.run.resume();
    await desk.fail(0, 'port-refused');
    expect(desk.run.view().resumesAt).toBe(desk.clock.now() + 10_000);
  });

  it('is tried at once when the person says so', async () => {
    const desk = scriptedRun(1);
    await desk.fail(0, 'host-not-found');
    desk.run.resume();
    expect(desk.sent()).toEqual([0, 0]);
    await desk.answer(0);
    await desk.pass(100);
    expect(desk.sent()).toEqual([0, 0]);
    expect(desk.run.view().status).toBe('done');
  });

  it('holds all of them back once, in their order', async () => {
    const desk = scriptedRun(6);
    await desk.answer(0);
    for (const index of [2, 1, 3]) await desk.fail(index, 'connection-reset');
    expect(desk.sent()).toEqual([0, 1, 2, 3]);
    await desk.pass(10);
    expect(desk.sent()).toEqual([0, 1, 2, 3, 1, 2, 3]);
  });

  it('does not go on by itself where the person has paused', async () => {
    const desk = scriptedRun(2);
    desk.run.pause();
    await desk.fail(0, 'port-refused');
    await desk.pass(100);
    expect(desk.sent()).toEqual([0]);
    expect(desk.run.view()).toMatchObject({ status: 'paused', failure: null });
  });
});

it('a page instead of the service is tried again after 30 s and 2 min', async () => {
  const desk = scriptedRun(2);
  await desk.fail(0, 'gateway-page');
  await desk.pass(30);
  await desk.fail(0, 'gateway-page');
  await desk.pass(119);
  expect(desk.sent()).toHaveLength(2);
  await desk.pass(1);
  await desk.fail(0, 'gateway-page', 'Down');
  expect(desk.run.view()).toMatchObject({
    status: 'paused',
    failure: { code: 'gateway-page', detail: 'Down' },
    resumesAt: null,
    counts: { waiting: 2 },
  });
});

it('a fault is tried once more while the others go on', async () => {
  const desk = scriptedRun(4, { atOnce: 1 });
  await desk.answer(0);
  await desk.fail(1, 'gateway-fault');
  expect(desk.sent()).toEqual([0, 1, 2]);
  await desk.answer(2);
  await desk.answer(3);
  expect(desk.run.view()).toMatchObject({ status: 'running', counts: { waiting: 1, sending: 0 } });
  await desk.pass(10);
  await desk.fail(1, 'gateway-fault', 'fault 17');
  expect(desk.run.view()).toMatchObject({ status: 'done', counts: { accepted: 3, failed: 1 } });
  expect(desk.ledger.outcomeOf(1)).toMatchObject({
    state: 'failed',
    failure: { code: 'gateway-fault', detail: 'fault 17' },
  });
});

it('a message that is too large fails alone', async () => {
  const desk = scriptedRun(2);
  await desk.fail(0, 'gateway-too-large');
  await desk.answer(1);
  expect(desk.states()).toEqual(['failed', 'answered']);
});

it('what is no answer is kept as what it is', async () => {
  const desk = scriptedRun(1);
  await desk.fail(0, 'gateway-no-answer', 'HTTP 200: nothing came with it');
  expect(desk.run.view()).toMatchObject({ status: 'done', counts: { noAnswer: 1 } });
  expect(desk.ledger.outcomeOf(0)).toMatchObject({
    state: 'answered',
    verdict: 'no-proper-answer',
    answer: { kind: 'no-answer', words: 'HTTP 200: nothing came with it' },
  });
});

describe('until the login was taken', () => {
  it('a fault lets no other message go, and then the person decides', async () => {
    const desk = scriptedRun(5);
    await desk.fail(0, 'gateway-fault');
    expect(desk.sent()).toEqual([0]);
    await desk.pass(10);
    await desk.fail(0, 'gateway-fault', 'Not authorized');
    expect(desk.sent()).toEqual([0, 0]);
    expect(desk.run.view()).toMatchObject({
      status: 'paused',
      failure: { code: 'gateway-fault', detail: 'Not authorized' },
      resumesAt: null,
      counts: { failed: 1, waiting: 4 },
    });
    desk.run.resume();
    await desk.answer(1);
    expect(desk.sent()).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('no proper answer does the same', async () => {
    const desk = scriptedRun(5);
    await desk.fail(0, 'gateway-no-answer', 'HTTP 500: text');
    expect(desk.sent()).toEqual([0]);
    expect(desk.run.view()).toMatchObject({ status: 'paused', counts: { noAnswer: 1 } });
  });
});

describe('a message that was tried, when nothing is sent any more', () => {
  it.each([
    ['gateway-page', 'HTTP 503: Down', 'failed'],
    ['gateway-page', 'HTTP 200: a page', 'failed'],
    ['gateway-page', 'HTTP 504: Time is up', 'unknown'],
    ['gateway-page', 'HTTP 502: Bad gateway', 'unknown'],
    ['gateway-page', 'no status', 'unknown'],
    ['gateway-fault', 'fault 17', 'failed'],
  ] as const)('is no longer unsent: %s, %s', async (code, detail, state) => {
    const desk = scriptedRun(3);
    await desk.fail(0, code, detail);
    desk.run.stop();
    await desk.run.over;
    expect(desk.states()).toEqual([state, 'not-sent', 'not-sent']);
    expect(desk.ledger.outcomeOf(0)).toMatchObject({
      failure: { code, detail },
      sentAt: desk.clock.now(),
    });
    expect(desk.run.view().counts).toMatchObject({ [state]: 1, waiting: 0 });
  });

  it('stays in doubt, whatever the next try comes to', async () => {
    const desk = scriptedRun(1);
    await desk.fail(0, 'gateway-page', 'HTTP 504: Time is up');
    await desk.pass(30);
    await desk.fail(0, 'gateway-page', 'HTTP 503: Down');
    desk.run.resume();
    await desk.fail(0, 'login-refused');
    expect(desk.states()).toEqual(['unknown']);
    expect(desk.run.view().counts).toMatchObject({ unknown: 1, failed: 0 });
  });

  it('is unknown too where the next try is broken off before it is sent', async () => {
    const desk = scriptedRun(1);
    await desk.fail(0, 'gateway-page', 'HTTP 504: Time is up');
    await desk.pass(30);
    desk.run.stop();
    await desk.fail(0, 'cancelled');
    expect(desk.states()).toEqual(['unknown']);
  });
});

describe('a message that is sent again and does not get there', () => {
  const before = {
    ...({ state: 'answered', verdict: 'accepted', acknowledgement: 'AA' } as const),
    ...{ codes: [], failure: null, answer: null, sentAt: 1 },
  };
  const unknown = { ...before, state: 'unknown', verdict: null, acknowledgement: null } as const;
  const refused = { ...before, verdict: 'not-accepted', acknowledgement: 'AR' } as const;

  it.each([
    ['unknown', unknown, 'login-refused'],
    ['unknown', unknown, 'gateway-too-large'],
    ['accepted', before, 'gateway-too-large'],
    ['accepted', before, 'local-changed'],
    ['not accepted', refused, 'local-changed'],
  ] as const)('is still %s', async (_words, outcome, code) => {
    const desk = scriptedRun(1);
    desk.ledger.ended(0, outcome);
    desk.ledger.isSent(0);
    await desk.fail(0, code);
    expect(desk.ledger.outcomeOf(0)).toEqual(outcome);
    expect(desk.ledger.chosen({ kind: 'unsent' })).toEqual([]);
    expect(desk.run.view().counts).toMatchObject({ failed: 1 });
  });

  it('is surely not there if it was refused before and now', async () => {
    const desk = scriptedRun(1);
    desk.ledger.ended(0, refused);
    desk.ledger.isSent(0);
    await desk.fail(0, 'gateway-too-large');
    expect(desk.states()).toEqual(['failed']);
  });
});

it('those that may have arrived are sent again only where that is said', async () => {
  const desk = scriptedRun(3);
  await desk.answer(0);
  await desk.fail(1, 'reply-lost');
  await desk.fail(2, 'gateway-no-answer');
  const { ledger } = desk;
  expect(ledger.chosen({ kind: 'all' })).toEqual([0]);
  expect(ledger.chosen({ kind: 'unsent' })).toEqual([]);
  expect(ledger.chosen({ kind: 'every' })).toEqual([0, 1, 2]);
  expect(ledger.chosen({ kind: 'some', indexes: [1] })).toEqual([1]);
});

describe('a message without any answer', () => {
  it('is unknown, and is never sent again by itself', async () => {
    const desk = scriptedRun(2);
    await desk.fail(0, 'reply-lost', 'link-stalled: No whole reply within 120 s');
    await desk.answer(1);
    await desk.pass(1000);
    expect(desk.sent()).toEqual([0, 1]);
    expect(desk.run.view()).toMatchObject({ status: 'done', counts: { unknown: 1, accepted: 1 } });
  });

  it('three in a row make the run wait for the person', async () => {
    const desk = scriptedRun(5, { atOnce: 1 });
    for (const index of [0, 1, 2]) await desk.fail(index, 'reply-lost');
    expect(desk.sent()).toEqual([0, 1, 2]);
    expect(desk.run.view()).toMatchObject({
      status: 'paused',
      failure: { code: 'reply-lost' },
      resumesAt: null,
      counts: { unknown: 3, waiting: 2 },
    });
  });
});
