import { ArrowUp } from 'lucide-react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './DropTarget.module.css';

/** The lit target while files are dragged: it says what goes where. It takes no pointer itself. */
export function DropTarget({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles.cover}>
      <div className={styles.target}>
        <EmptyState icon={ArrowUp} tone="strong" title={title}>
          {text}
        </EmptyState>
      </div>
    </div>
  );
}
