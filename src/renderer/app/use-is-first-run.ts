import { useSettings } from './settings-store.ts';
import { useSites } from './sites-store.ts';

/** Whether the set-up is shown instead of the screens. */
export function useIsFirstRun(): boolean {
  const noSites = useSites((state) => state.loaded && state.sites.length === 0);
  const isSkipped = useSettings((state) => state.settings.setUpSkipped);
  return noSites && !isSkipped;
}
