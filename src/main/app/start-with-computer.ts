import { toFailure, type Failure } from '../../shared/domain/error.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { LoginItem } from './login-item.ts';

/** Keeps the entry as the setting says. What can't be done is told, and switched off again. Returns its undo. */
export function startWithComputer(
  settings: Pick<SettingsStore, 'get' | 'update' | 'onChanged'>,
  item: LoginItem,
  notice: (failure: Failure) => void,
): () => void {
  let isOn = settings.get().startWithComputer;
  // One after the other: the last word counts.
  let turn = isOn ? item.refresh().catch(tell) : Promise.resolve();
  const follow = async (wanted: boolean): Promise<void> => {
    try {
      await item.set(wanted);
    } catch (thrown) {
      tell(thrown);
      if (wanted) settings.update({ startWithComputer: false });
    }
  };
  function tell(thrown: unknown): void {
    notice(toFailure(thrown));
  }
  return settings.onChanged(() => {
    const wanted = settings.get().startWithComputer;
    if (wanted === isOn) return;
    isOn = wanted;
    turn = turn.then(() => follow(wanted));
  });
}
