import { useCallback, useMemo } from 'react';
import type {
  ImportableIdentity,
  ImportPreview,
  NotImportable,
} from '../../../shared/domain/site-import.ts';
import { Button } from '../../ui/Button.tsx';
import { canCome, withKey } from './import-choice.ts';
import { chosenWords, hostAndPort, identityRemark, siteFacts, siteRemark } from './import-words.ts';
import styles from './ImportDialog.module.css';
import { TickList, type TickRow } from './TickList.tsx';

type Keys = ReadonlySet<number>;

export function Sites({
  preview,
  ticked,
  onChange,
}: {
  readonly preview: ImportPreview;
  readonly ticked: Keys;
  readonly onChange: (change: (ticked: Keys) => Keys) => void;
}) {
  const { sites } = preview;
  const rows = useMemo(
    () =>
      sites.map((site) => ({
        key: site.key,
        name: site.label,
        facts: siteFacts(site),
        remark: siteRemark(site),
        canTick: true,
      })),
    [sites],
  );
  return <Ticks title="Sites" rows={rows} ticked={ticked} onChange={onChange} />;
}

export function Identities({
  identities,
  ticked,
  onChange,
}: {
  readonly identities: readonly ImportableIdentity[];
  readonly ticked: Keys;
  readonly onChange: (change: (ticked: Keys) => Keys) => void;
}) {
  const rows = useMemo(
    () =>
      identities.map((identity) => ({
        key: identity.key,
        name: hostAndPort(identity),
        facts: `${identity.keyType} · `,
        code: identity.fingerprint,
        remark: identityRemark(identity),
        canTick: canCome(identity),
      })),
    [identities],
  );
  return (
    <Ticks
      title="Server identities accepted there"
      text="A server that shows a ticked identity is trusted without asking. Tick those that you trust."
      rows={rows}
      ticked={ticked}
      onChange={onChange}
    />
  );
}

function Ticks({
  title,
  text,
  rows,
  ticked,
  onChange,
}: {
  readonly title: string;
  readonly text?: string;
  readonly rows: readonly TickRow[];
  readonly ticked: Keys;
  readonly onChange: (change: (ticked: Keys) => Keys) => void;
}) {
  const possible = useMemo(
    () => rows.flatMap(({ key, canTick }) => (canTick ? [key] : [])),
    [rows],
  );
  const tick = useCallback(
    (key: number, isTicked: boolean) => onChange((known) => withKey(known, key, isTicked)),
    [onChange],
  );
  if (rows.length === 0) return null;
  const all = ticked.size === possible.length;
  return (
    <section aria-label={title} className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        <span className={styles.count}>{chosenWords(ticked.size, rows.length)}</span>
        {possible.length > 1 && (
          <Button
            variant="quiet"
            size="small"
            onPress={() => onChange(() => new Set(all ? [] : possible))}
          >
            {all ? 'Tick none' : 'Tick all'}
          </Button>
        )}
      </div>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      <TickList label={title} rows={rows} ticked={ticked} onTick={tick} />
    </section>
  );
}

const mostShown = 100;

/** What is in the file and can't come, each with its reason. */
export function LeftOut({ leftOut }: { readonly leftOut: readonly NotImportable[] }) {
  if (leftOut.length === 0) return null;
  const more = leftOut.length - mostShown;
  return (
    <section aria-label="Can't come" className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>Can&apos;t come</h3>
        <span className={styles.count}>{leftOut.length.toLocaleString('en-US')}</span>
      </div>
      <ul className={styles.leftOut}>
        {leftOut.slice(0, mostShown).map(({ name, reason }, at) => (
          <li key={at}>
            <span className={styles.name}>{name}</span> {reason}
          </li>
        ))}
        {more > 0 && <li>and {more.toLocaleString('en-US')} more</li>}
      </ul>
    </section>
  );
}
