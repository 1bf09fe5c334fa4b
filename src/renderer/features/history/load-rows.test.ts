import { afterEach, beforeEach, expect, test } from 'vitest';
import { everything, type HistoryFilter } from '../../../shared/domain/receipt.ts';
import { someReceipt } from '../../../shared/domain/testing/some-receipt.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { needRows, refreshRows, startRows } from './load-rows.ts';
import { noRows, useRows } from './row-store.ts';

interface ListInput {
  readonly filter: HistoryFilter;
  readonly before: number | null;
  readonly count: number;
}

/** A main that has so many receipts; answers to a filter's text are held back where a test says so. */
function fakeMain(total: number) {
  const state = { total, asked: 0, held: new Map<string, Promise<void>>() };
  const list = ({ before, count }: ListInput) => {
    const from = before === null ? state.total : before - 1;
    const ids = Array.from({ length: Math.min(count, from) }, (_, at) => from - at);
    const last = ids.at(-1) ?? 1;
    return {
      receipts: ids.map((id) => someReceipt({ id })),
      next: last > 1 ? last : null,
    };
  };
  const bridge: Pick<Bridge, 'invoke'> = {
    invoke: async (name, input) => {
      const { filter } = input as unknown as ListInput;
      await state.held.get(filter.text);
      state.asked += 1;
      const value =
        name === 'history.count'
          ? { kind: 'exactly', count: state.total }
          : list(input as unknown as ListInput);
      return { ok: true, value } as never;
    },
  };
  Object.assign(globalThis, { window: { ciis: bridge } });
  return state;
}

beforeEach(() => useRows.setState(noRows));
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'window');
});

const ids = () => useRows.getState().rows?.map(({ id }) => id) ?? [];
/** Resolves once the list holds so many. */
const until = (count: number): Promise<void> =>
  new Promise((resolve) => {
    if (ids().length >= count) {
      resolve();
      return;
    }
    const stop = useRows.subscribe(() => {
      if (ids().length < count) return;
      stop();
      resolve();
    });
  });

test('pages come as far as somebody looks, without a gap', async () => {
  fakeMain(2000);
  await startRows(everything);
  expect(ids()).toHaveLength(100);
  needRows({ from: 900, to: 950 });
  await until(950);
  expect(ids()).toEqual(Array.from({ length: 1000 }, (_, at) => 2000 - at));
});

test('the newest answer wins, however late an older one comes', async () => {
  const main = fakeMain(5);
  let release = (): void => undefined;
  main.held.set('old', new Promise((resolve) => (release = resolve)));
  const old = startRows({ ...everything, text: 'old' });
  const newest = { ...everything, text: 'new' };
  await startRows(newest);
  main.total = 3;
  release();
  await old;
  expect(useRows.getState().filter).toBe(newest);
  expect(ids()).toEqual([5, 4, 3, 2, 1]);
});

test('what was sent meanwhile comes on top, and the rest stays', async () => {
  const main = fakeMain(150);
  await startRows(everything);
  main.total = 153;
  await refreshRows();
  expect(ids().slice(0, 4)).toEqual([153, 152, 151, 150]);
  expect(useRows.getState().added).toBe(3);
  expect(ids()).toHaveLength(103);
  needRows({ from: 100, to: 153 });
  await until(153);
  expect(ids()).toEqual(Array.from({ length: 153 }, (_, at) => 153 - at));
});

test('many at once come on top, too', async () => {
  const main = fakeMain(150);
  await startRows(everything);
  main.total = 600;
  await refreshRows();
  expect(useRows.getState().added).toBe(450);
  expect(ids()).toEqual(Array.from({ length: 550 }, (_, at) => 600 - at));
});

test('the first receipt of all appears by itself', async () => {
  const main = fakeMain(0);
  await startRows(everything);
  expect(ids()).toEqual([]);
  main.total = 1;
  await refreshRows();
  expect(ids()).toEqual([1]);
});
