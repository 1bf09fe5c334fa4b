import { Info } from 'lucide-react';
import { noPasswordProof } from '../../../shared/domain/check-text.ts';
import styles from './PasswordNote.module.css';

/** What a real-time gateway's answer does not show. */
export function PasswordNote() {
  return (
    <div className={styles.note}>
      <Info aria-hidden />
      <p>{noPasswordProof}</p>
    </div>
  );
}
