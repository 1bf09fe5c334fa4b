import { CircleCheck, CircleQuestionMark } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { SentFile } from '../../../shared/domain/receipt.ts';
import type { LocalEntry, LocalFolder } from '../../../shared/domain/remote-entry.ts';
import { call, listen } from '../../app/api.ts';
import { useNow } from '../../app/use-now.ts';
import styles from './SentMark.module.css';
import { sentWords } from './sent-words.ts';

interface Sent {
  readonly siteId: string;
  readonly folder: string;
  readonly byName: ReadonlyMap<string, SentFile>;
}

/** Many receipts a second are asked for together. */
const restMs = 1000;

/** What the Sent column says of the files of a folder; null without a site. */
export function useSentColumn(
  siteId: string | null,
  folder: LocalFolder | null,
): ((entry: LocalEntry) => ReactNode) | null {
  const path = folder?.path ?? null;
  const now = useNow();
  const [sent, setSent] = useState<Sent | null>(null);
  useEffect(() => {
    if (siteId === null || path === null) return;
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = () => {
      timer = null;
      call('history.sentFrom', { siteId, folder: path }).then(
        (files) => {
          if (isWanted) setSent({ siteId, folder: path, byName: new Map(Object.entries(files)) });
        },
        // The column stays empty: History itself tells what is wrong with it.
        () => undefined,
      );
    };
    ask();
    const leave = listen('history.changed', () => (timer ??= setTimeout(ask, restMs)));
    return () => {
      isWanted = false;
      if (timer !== null) clearTimeout(timer);
      leave();
    };
  }, [siteId, path]);
  const files = sent?.siteId === siteId && sent.folder === path ? sent.byName : null;
  const sentOf = useCallback(
    (entry: LocalEntry) => {
      const words = files && sentWords(entry, files.get(entry.name), now);
      if (words === null) return '';
      const Icon = words.tone === 'good' ? CircleCheck : CircleQuestionMark;
      return (
        <>
          <Icon aria-hidden className={styles[words.tone]} />
          {words.text}
        </>
      );
    },
    [files, now],
  );
  return siteId === null ? null : sentOf;
}
