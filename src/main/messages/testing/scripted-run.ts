import { AppError, type ErrorCode } from '../../../shared/domain/error.ts';
import type { MessageState } from '../../../shared/domain/message-file.ts';
import { FakeClock } from '../../transfer/testing/fake-clock.ts';
import { MessageLedger } from '../message-ledger.ts';
import { MessageRun } from '../message-run.ts';

interface Sending {
  readonly index: number;
  readonly aborted: () => boolean;
  readonly answer: (code: string) => void;
  readonly fail: (code: ErrorCode, detail?: string) => void;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

/** A run whose gateway answers when the test says so. */
export function scriptedRun(
  messages = 6,
  { atOnce = 3, indexes = [...Array(messages).keys()] } = {},
) {
  const clock = new FakeClock();
  const ledger = new MessageLedger(messages);
  const changes: (readonly number[])[] = [];
  const sendings: Sending[] = [];
  const run = new MessageRun(
    { id: 'run', fileId: 'file', siteId: 'site', startedAt: clock.now() },
    indexes,
    ledger,
    {
      clock,
      random: () => 0,
      atOnce,
      changed: (changed) => void changes.push(changed),
      ended: () => undefined,
      send: (index, signal) =>
        new Promise((resolve, reject) => {
          const controlId = `M-${index}`;
          sendings.push({
            index,
            aborted: () => signal.aborted,
            answer: (code) =>
              resolve({ controlId, text: `MSH|^~\\&|CIIS\rMSA|${code}|${controlId}\r` }),
            fail: (code, detail) => reject(new AppError(code, detail)),
          });
        }),
    },
  );
  run.go();
  /** The one that was handed to the gateway last with this index. */
  const sending = (index: number): Sending => {
    const found = sendings.findLast((each) => each.index === index);
    if (found === undefined) throw new Error(`Message ${index} was not sent`);
    return found;
  };
  return {
    run,
    ledger,
    clock,
    changes,
    sent: (): readonly number[] => sendings.map(({ index }) => index),
    sending,
    states: (): readonly MessageState[] =>
      Array.from({ length: messages }, (_, index) => ledger.stateOf(index)),
    async answer(index: number, code = 'AA'): Promise<void> {
      sending(index).answer(code);
      await settled();
    },
    async fail(index: number, code: ErrorCode, detail?: string): Promise<void> {
      sending(index).fail(code, detail);
      await settled();
    },
    async pass(seconds: number): Promise<void> {
      clock.pass(seconds * 1000);
      await settled();
    },
  };
}
