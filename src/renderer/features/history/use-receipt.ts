import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/domain/error.ts';
import type { Receipt } from '../../../shared/domain/receipt.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';

export type ShownReceipt =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly receipt: Receipt }
  | { readonly status: 'failed'; readonly failure: Failure };

/** A receipt by its number. The one before stays until it is there, so that nothing flickers. */
export function useReceipt(id: number): ShownReceipt {
  const [shown, setShown] = useState<ShownReceipt>({ status: 'loading' });
  useEffect(() => {
    let dropped = false;
    const take = (next: ShownReceipt) => {
      if (!dropped) setShown(next);
    };
    call('history.receipt', { id }).then(
      (receipt) => take({ status: 'ready', receipt }),
      (thrown: unknown) => take({ status: 'failed', failure: failureOf(thrown) }),
    );
    return () => {
      dropped = true;
    };
  }, [id]);
  return shown;
}
