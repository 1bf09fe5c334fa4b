import { CircleCheck, CircleSlash, CircleX } from 'lucide-react';
import type { Sweep } from '../../../shared/domain/check.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './DataPorts.module.css';
import { portCells, sweepInWords, type PortCell } from './sweep-words.ts';

const icons = { good: CircleCheck, bad: CircleX, neutral: CircleSlash };

/** What a sweep over the data ports found: in words, and as one mark a port. */
export function DataPorts({ sweep, site }: { readonly sweep: Sweep; readonly site: SiteView }) {
  const { tone, title, text, request } = sweepInWords(sweep, site);
  const Icon = icons[tone];
  return (
    <section className={styles.ports} aria-label={`Data ports of ${site.label}`}>
      <span className={classNames(styles.mark, styles[tone])}>
        {sweep.done ? <Icon aria-hidden /> : <Spinner />}
      </span>
      <div className={styles.words}>
        <div className={styles.title} role="status" aria-live={sweep.done ? 'polite' : 'off'}>
          {title}
        </div>
        <Strip sweep={sweep} site={site} label={title} />
        {text !== '' && <p className={styles.text}>{text}</p>}
        {request !== null && (
          <>
            <p className={styles.text}>
              <strong>Ask IT:</strong> “{request}”
            </p>
            <div className={styles.copy}>
              <CopyButton label="Copy for IT" text={request} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}

const cellWords: Readonly<Record<PortCell, string>> = {
  through: 'let through',
  dropped: 'dropped',
  unreachable: 'no way to it',
  untried: 'not tried',
};

function Strip({
  sweep,
  site,
  label,
}: {
  readonly sweep: Sweep;
  readonly site: SiteView;
  readonly label: string;
}) {
  const range = site.options.passivePorts;
  const cells = portCells(sweep, range);
  if (cells === null || range === null) return null;
  return (
    <>
      <div className={styles.strip} role="img" aria-label={label}>
        {cells.map(({ port, cell }) => (
          <span key={port} className={styles[cell]} title={`${port}: ${cellWords[cell]}`} />
        ))}
      </div>
      <div className={styles.scale} aria-hidden>
        <span>{range.from}</span>
        <span className={styles.key}>
          <span className={styles.through} /> let through
          <span className={styles.dropped} /> dropped
        </span>
        <span>{range.to}</span>
      </div>
    </>
  );
}
