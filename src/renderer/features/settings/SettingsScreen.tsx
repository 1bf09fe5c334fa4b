import type { ReactNode } from 'react';
import { changeSettings, useSettings } from '../../app/settings-store.ts';
import { reportFailure } from '../../app/report-failure.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FieldLayout } from '../../ui/field-layout.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Select } from '../../ui/Select.tsx';
import { HistoryYears } from './HistoryYears.tsx';
import { KeychainState } from './KeychainState.tsx';
import { StartWithComputer } from './StartWithComputer.tsx';
import styles from './SettingsScreen.module.css';

const themes = [
  { value: 'system', label: 'As this computer has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies readonly { value: Settings['theme']; label: string }[];

const starts = [
  { value: 'last-site', label: 'Upload, with the site used last' },
  { value: 'upload', label: 'Upload, with no site chosen' },
  { value: 'sites', label: 'Site Manager' },
] as const satisfies readonly { value: Settings['onStart']; label: string }[];

const closings = [
  { value: 'ask', label: 'Ask, where rules are on' },
  { value: 'quit', label: 'Quit' },
  { value: 'tray', label: 'Keep running in the notification area' },
] as const satisfies readonly { value: Settings['onClose']; label: string }[];

const change = (patch: CommandInput<'settings.update'>) => {
  changeSettings(patch).catch(reportFailure);
};

export function SettingsScreen() {
  const { theme, onStart, showInitials, onClose } = useSettings((state) => state.settings);
  const info = useSettings((state) => state.info);
  return (
    <Screen title="Settings">
      <Panel region="Settings">
        <div className={styles.scroll}>
          <FieldLayout.Provider value="side">
            <Section title="Window">
              <Select
                label="Colors"
                options={themes}
                value={theme}
                onChange={(value) => change({ theme: value })}
              />
              <Select
                label="Show at the start"
                description="A site connects by itself only where its Actions tab in Site Manager says so."
                options={starts}
                value={onStart}
                onChange={(value) => change({ onStart: value })}
              />
              <Select
                label="When it is closed"
                description="Rules send files only while CIIS Connect runs. To see the window again, start it again or click its icon."
                options={closings}
                value={onClose}
                onChange={(value) => change({ onClose: value })}
              />
              <StartWithComputer />
            </Section>
            <Section title="History">
              <HistoryYears />
            </Section>
          </FieldLayout.Provider>
          <Section title="Messages">
            <div className={styles.tick}>
              <Checkbox
                isSelected={showInitials}
                onChange={(isOn) => change({ showInitials: isOn })}
                description="Helps to find a message. Others who see this screen see them, too."
              >
                Show patients&apos; initials in the list of messages
              </Checkbox>
            </div>
          </Section>
          {info && (
            <>
              <Section title="Passwords">
                <KeychainState info={info} />
              </Section>
              <Section title="Data">
                <div className={styles.fact}>
                  <span className={styles.name}>Folder</span>
                  <span className={styles.value}>
                    <span className={styles.path}>{info.dataFolder}</span>
                    <span className={styles.hint}>
                      Sites, accepted identities, the queue and the history. Never a password, never
                      the content of a file.
                    </span>
                  </span>
                  <CopyButton text={info.dataFolder} />
                </div>
              </Section>
              <Section title="About">
                <div className={styles.fact}>
                  <span className={styles.name}>Version</span>
                  <span className={styles.value}>
                    <span>
                      CIIS Connect {info.version}, Electron {info.electron}
                    </span>
                  </span>
                  <CopyButton text={`CIIS Connect ${info.version}, Electron ${info.electron}`} />
                </div>
              </Section>
            </>
          )}
        </div>
      </Panel>
    </Screen>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}
