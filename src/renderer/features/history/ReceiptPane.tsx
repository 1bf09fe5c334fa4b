import { FileDown, Printer, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { receiptContent, type ReceiptFact } from '../../../shared/domain/receipt-content.ts';
import { receiptText } from '../../../shared/domain/receipt-text.ts';
import type { Receipt } from '../../../shared/domain/receipt.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { VerdictCard } from '../../ui/VerdictCard.tsx';
import { narrowWindow, useMedia } from '../../ui/use-media.ts';
import { outcomeMark } from './outcome-mark.ts';
import { printReceipt, savePdf } from './receipt-actions.ts';
import styles from './ReceiptPane.module.css';
import { useReceipt } from './use-receipt.ts';
import { closeReceipt, useView } from './view-store.ts';

/** Everything that one receipt says. Escape closes it. */
export function ReceiptPane({ id }: { readonly id: number }) {
  const shown = useReceipt(id);
  const narrow = useMedia(narrowWindow);
  return (
    <Panel region="Receipt" width={narrow ? 348 : 368}>
      <div className={styles.frame} onKeyDown={onKey}>
        <div className={styles.head}>
          <h2 className={styles.title}>Receipt</h2>
          <IconButton icon={X} label="Close the receipt" size="small" onPress={close} />
        </div>
        {shown.status === 'loading' && (
          <EmptyState>
            <Spinner size={20} />
          </EmptyState>
        )}
        {shown.status === 'failed' && (
          <EmptyState title="This receipt can't be shown">
            It may have been kept as long as Settings say.
          </EmptyState>
        )}
        {shown.status === 'ready' && <Shown key={shown.receipt.id} receipt={shown.receipt} />}
      </div>
    </Panel>
  );
}

function Shown({ receipt }: { readonly receipt: Receipt }) {
  const { title, tone, sentence, nextStep, facts, more, sha256, reply, detail } = receiptContent(
    receipt,
    'screen',
  );
  const body = useRef<HTMLDivElement>(null);
  const leadsHere = useView(({ leadsToReceipt, open }) => leadsToReceipt && open === receipt.id);
  useEffect(() => {
    if (!leadsHere) return;
    body.current?.focus();
    useView.setState({ leadsToReceipt: false });
  }, [leadsHere]);
  return (
    <>
      <div
        ref={body}
        className={styles.body}
        tabIndex={0}
        role="group"
        aria-label={`Receipt of ${receipt.name}`}
      >
        <VerdictCard mark={outcomeMark(receipt.outcome)} title={title} tone={tone}>
          {sentence}
        </VerdictCard>
        {nextStep !== '' && <p className={styles.next}>{nextStep}</p>}
        <Facts facts={facts} />
        {sha256.length > 0 && <Sha256 groups={sha256} />}
        {reply !== '' && <Said title="Server's reply" text={reply} />}
        {detail !== '' && <Said title="Details" text={detail} />}
        <Facts facts={more} />
      </div>
      <div className={styles.foot}>
        <CopyButton variant="secondary" label="Copy receipt" text={() => receiptText(receipt)} />
        <Button icon={Printer} onPress={() => printReceipt(receipt.id)}>
          Print
        </Button>
        <Button
          icon={FileDown}
          aria-label="Save as PDF..."
          onPress={() => void savePdf(receipt.id)}
        >
          PDF...
        </Button>
      </div>
    </>
  );
}

function Facts({ facts }: { readonly facts: readonly ReceiptFact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <Fact key={fact.name} fact={fact} />
      ))}
    </dl>
  );
}

function Fact({ fact: { name, value, second, mono } }: { readonly fact: ReceiptFact }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd className={mono === true ? styles.mono : undefined}>
        {value}
        {second !== undefined && <span className={styles.second}>{second}</span>}
      </dd>
    </div>
  );
}

function Sha256({ groups }: { readonly groups: readonly string[] }) {
  return (
    <div className={styles.hash} role="group" aria-label="SHA-256 of the file">
      <div className={styles.hashHead}>
        <span>SHA-256 of the file</span>
        <CopyButton size="small" text={groups.join('')} />
      </div>
      <code className={styles.groups}>{groups.join(' ')}</code>
    </div>
  );
}

function Said({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles.said}>
      <h3>{title}</h3>
      <code>{text}</code>
    </div>
  );
}

/** Back to the row that it is the receipt of. */
function close(): void {
  closeReceipt();
  document.querySelector<HTMLElement>('[data-history-list]')?.focus();
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  close();
}
