import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { InspectedFile } from '../../../shared/ipc/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { FindingsDialog } from './FindingsDialog.tsx';
import styles from './LocalFoot.module.css';
import type { PreflightLine as Line } from './preflight-words.ts';

const icons = { good: CircleCheck, warn: TriangleAlert, bad: CircleX } as const;

/** What the pre-flight check says of the selected files, and the way to all of it. */
export function PreflightLine({
  line: { strong, rest, tone },
  files,
}: {
  readonly line: Line;
  readonly files: readonly InspectedFile[];
}) {
  const [isOpen, setOpen] = useState(false);
  const Icon = icons[tone];
  return (
    <>
      <Icon aria-hidden className={styles[tone]} />
      <span className={styles.line} role="status" title={`${strong} ${rest}`.trim()}>
        <strong>{strong}</strong> {rest}
      </span>
      <Button variant="quiet" size="small" onPress={() => setOpen(true)}>
        Details
      </Button>
      {isOpen && <FindingsDialog files={files} onClose={() => setOpen(false)} />}
    </>
  );
}
