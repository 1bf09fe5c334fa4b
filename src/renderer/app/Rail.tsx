import {
  Activity,
  CalendarClock,
  History,
  MessagesSquare,
  Server,
  Settings,
  Upload,
  type LucideIcon,
} from 'lucide-react';
import { Button } from 'react-aria-components';
import { classNames } from '../ui/class-names.ts';
import { Mark } from '../ui/Mark.tsx';
import { WithTooltip } from '../ui/Tooltip.tsx';
import { narrowWindow, useMedia } from '../ui/use-media.ts';
import { showScreen, useNavigation, type ScreenName } from './navigation-store.ts';
import { QueueState } from './QueueState.tsx';
import styles from './Rail.module.css';

interface RailEntry {
  readonly screen: ScreenName;
  readonly label: string;
  readonly icon: LucideIcon;
}

const entries: readonly RailEntry[] = [
  { screen: 'upload', label: 'Upload', icon: Upload },
  { screen: 'sites', label: 'Sites', icon: Server },
  { screen: 'check', label: 'Connection check', icon: Activity },
  { screen: 'messages', label: 'Messages', icon: MessagesSquare },
  { screen: 'history', label: 'History', icon: History },
  { screen: 'automation', label: 'Automation', icon: CalendarClock },
  { screen: 'settings', label: 'Settings', icon: Settings },
];

/** The screens on the left, and the state of the queue below them. Icons only in a narrow window. */
export function Rail() {
  const screen = useNavigation((state) => state.screen);
  return (
    <div className={styles.rail} data-region="Screens">
      <div className={styles.brand}>
        <Mark size={28} />
        <span className={styles.name}>CIIS Connect</span>
      </div>
      <nav aria-label="Screens">
        <ul className={styles.entries}>
          {entries.map((entry) => (
            <li key={entry.screen}>
              <Entry entry={entry} isCurrent={screen === entry.screen} />
            </li>
          ))}
        </ul>
      </nav>
      <QueueState />
    </div>
  );
}

function Entry({ entry, isCurrent }: { readonly entry: RailEntry; readonly isCurrent: boolean }) {
  const narrow = useMedia(narrowWindow);
  const button = (
    <Button
      aria-label={entry.label}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
      onPress={() => showScreen(entry.screen)}
      className={classNames(styles.entry, isCurrent && styles.current)}
    >
      <entry.icon aria-hidden />
      <span className={styles.label}>{entry.label}</span>
    </Button>
  );
  return narrow ? <WithTooltip text={entry.label}>{button}</WithTooltip> : button;
}
