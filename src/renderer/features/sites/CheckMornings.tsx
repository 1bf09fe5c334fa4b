import { Checkbox } from '../../ui/Checkbox.tsx';
import { edit } from './site-form-store.ts';
import styles from './SiteForm.module.css';

/** The switch for a check by itself, which every kind of site has. */
export function CheckMornings({ isSelected }: { readonly isSelected: boolean }) {
  return (
    <div className={styles.tick}>
      <Checkbox
        isSelected={isSelected}
        onChange={(checkMornings) => edit({ checkMornings })}
        description="At 7:00, or when CIIS Connect starts later. You are told if something is wrong."
      >
        Check the connection every morning
      </Checkbox>
    </div>
  );
}
