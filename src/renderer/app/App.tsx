import { useEffect } from 'react';
import { AutomationScreen } from '../features/automation/AutomationScreen.tsx';
import { CheckScreen } from '../features/check/CheckScreen.tsx';
import { HistoryScreen } from '../features/history/HistoryScreen.tsx';
import { ImportDialog } from '../features/imports/ImportDialog.tsx';
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
import { useIsFirstRun } from './use-is-first-run.ts';

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
    case 'automation':
      return <AutomationScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

export function App() {
  const screen = useNavigation((state) => state.screen);
  const theme = useSettings((state) => state.settings.theme);
  const isFirstRun = useIsFirstRun();

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  return (
    <>
      {isFirstRun ? (
        <Welcome />
      ) : (
        <div className={styles.frame}>
          <Rail />
          <Screen name={screen} />
        </div>
      )}
      <ImportDialog />
      <PromptDialogs />
      <AboutDialog />
      <Notices />
      <LiveRegion />
    </>
  );
}
