import { Checkbox } from '../../ui/Checkbox.tsx';
import { reportFailure } from '../../app/report-failure.ts';
import { changeSettings, useSettings } from '../../app/settings-store.ts';
import styles from './SettingsScreen.module.css';

/** Nothing, where this copy of the program can't do it. */
export function StartWithComputer() {
  const isOn = useSettings((state) => state.settings.startWithComputer);
  const canDo = useSettings((state) => state.info?.canStartWithComputer ?? false);
  if (!canDo) return null;
  return (
    <div className={styles.tick}>
      <Checkbox
        isSelected={isOn}
        onChange={(wanted) => {
          changeSettings({ startWithComputer: wanted }).catch(reportFailure);
        }}
        description="When you sign in, rules go to work. The window stays closed until you open it."
      >
        Start with the computer
      </Checkbox>
    </div>
  );
}
