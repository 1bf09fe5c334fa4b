import { useEffect } from 'react';
import { CheckScreen } from '../features/check/CheckScreen.tsx';
import { HistoryScreen } from '../features/history/HistoryScreen.tsx';
import { MessagesScreen } from '../features/messages/MessagesScreen.tsx';
import { PromptDialogs } from '../features/prompts/PromptDialogs.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { SitesScreen } from '../features/sites/SitesScreen.tsx';
import { UploadScreen } from '../features/upload/UploadScreen.tsx';
import { Welcome } from '../features/welcome/Welcome.tsx';
import { LiveRegion } from '../ui/LiveRegion.tsx';
import { Notices } from '../ui/Notices.tsx';
import { AboutDialog } from './AboutDialog.tsx';
import styles from './App.module.css';
import { useNavigation, type ScreenName } from './navigation-store.ts';
import { Rail } from './Rail.tsx';
import { useSettings } from './settings-store.ts';
import { useSites } from './sites-store.ts';

function Screen({ name }: { readonly name: ScreenName }) {
  switch (name) {
    case 'upload':
      return <UploadScreen />;
    case 'sites':
      return <SitesScreen />;
    case 'check':
      return <CheckScreen />;
    case 'messages':
      return <MessagesScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

export function App() {
  const screen = useNavigation((state) => state.screen);
  const { theme, setUpSkipped } = useSettings((state) => state.settings);
  const noSites = useSites((state) => state.loaded && state.sites.length === 0);

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  return (
    <>
      {noSites && !setUpSkipped ? (
        <Welcome />
      ) : (
        <div className={styles.frame}>
          <Rail />
          <Screen name={screen} />
        </div>
      )}
      <PromptDialogs />
      <AboutDialog />
      <Notices />
      <LiveRegion />
    </>
  );
}
