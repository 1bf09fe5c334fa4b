import type { Failure } from '../../../shared/domain/error.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { addressWords } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './Facts.module.css';

/** The technical side of a failure, to read and to copy for IT. */
export function FailureDialog({
  title,
  failure,
  site,
  onClose,
}: {
  readonly title: string;
  readonly failure: Failure;
  readonly site: SiteView | undefined;
  readonly onClose: () => void;
}) {
  const facts: readonly (readonly [string, string])[] = [
    ...(site === undefined
      ? []
      : ([
          ['Site', site.label],
          ['Server', addressWords(site)],
        ] as const)),
    ['Code', failure.code],
    ...(failure.detail === '' ? [] : ([['Detail', failure.detail]] as const)),
  ];
  return (
    <Dialog
      title={title}
      width={560}
      isOpen
      onClose={onClose}
      dismissable
      footerStart={
        <CopyButton
          label="Copy details"
          text={() => [title, ...facts.map(([name, value]) => `${name}: ${value}`)].join('\n')}
        />
      }
      footer={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
