import { Info } from 'lucide-react';
import styles from './PasswordNote.module.css';

/** What a real-time gateway's answer does not show. */
export function PasswordNote() {
  return (
    <div className={styles.note}>
      <Info aria-hidden />
      <p>This test proves the link, not your password: it carries none.</p>
    </div>
  );
}
