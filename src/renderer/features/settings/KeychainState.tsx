import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import styles from './SettingsScreen.module.css';

/** Where passwords are kept, or that they can't be. */
export function KeychainState({ info }: { readonly info: AppInfo }) {
  const works = info.keychainProblem === null;
  return (
    <div className={styles.fact}>
      <span className={styles.name}>Kept in</span>
      <span className={styles.value}>
        <span className={works ? styles.good : styles.bad}>
          {works ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden />}
          <span>{works ? info.keychainName : `${info.keychainName} can't be used`}</span>
        </span>
        <span className={styles.hint}>
          {works
            ? 'Passwords are kept there and nowhere else.'
            : `You are asked for the password each time you connect. ${info.keychainProblem}`}
        </span>
      </span>
    </div>
  );
}
