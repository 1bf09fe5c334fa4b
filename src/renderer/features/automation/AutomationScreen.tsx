import { CalendarClock, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RuleView } from '../../../shared/domain/rule.ts';
import { showScreen } from '../../app/navigation-store.ts';
import { readRules, useRules } from '../../app/rules-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { useNow } from '../../app/use-now.ts';
import { onWindowCommand } from '../../app/window-commands.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './AutomationScreen.module.css';
import { RuleCard } from './RuleCard.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { sitesForRules } from './rule-sites.ts';
import { nextInWords } from './rule-words.ts';

/** What is sent without anybody asking: each rule, how it is doing, and what can be done about it. */
export function AutomationScreen() {
  const loaded = useRules((state) => state.loaded);
  const rules = useRules((state) => state.rules);
  const hasSites = useSites((state) => sitesForRules(state.sites).length > 0);
  const [isMaking, setMaking] = useState(false);
  const now = useNow();
  // At once, and each minute.
  useEffect(() => void readRules(), [now]);
  useEffect(() => onWindowCommand('refresh', () => void readRules()), []);
  const newRule = (
    <Button variant="primary" icon={Plus} onPress={() => setMaking(true)}>
      New rule
    </Button>
  );
  return (
    <Screen
      title="Automation"
      start={<span className={styles.next}>{nextInWords(rules, now)}</span>}
      actions={rules.length === 0 ? undefined : newRule}
    >
      {rules.length > 0 ? (
        <RuleCards rules={rules} />
      ) : (
        <Panel region="Rules">
          {!loaded && (
            <EmptyState>
              <Spinner size={20} />
            </EmptyState>
          )}
          {loaded && (hasSites ? <NoRules action={newRule} /> : <NoSites />)}
        </Panel>
      )}
      {isMaking && <RuleDialog rule={null} onClose={() => setMaking(false)} />}
    </Screen>
  );
}

function RuleCards({ rules }: { readonly rules: readonly RuleView[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const count = useRef(rules.length);
  useEffect(() => {
    const isGone = rules.length < count.current;
    count.current = rules.length;
    // The card that had the focus was deleted.
    if (isGone && document.activeElement === document.body) frame.current?.focus();
  }, [rules.length]);
  return (
    <div
      ref={frame}
      tabIndex={-1}
      className={styles.cards}
      data-region="Rules"
      role="group"
      aria-label="Rules"
    >
      {rules.map((rule) => (
        <RuleCard key={rule.id} rule={rule} />
      ))}
    </div>
  );
}

function NoRules({ action }: { readonly action: React.ReactNode }) {
  return (
    <EmptyState icon={CalendarClock} title="No rules yet" actions={action}>
      A rule looks into a folder and sends what is new there, as soon as it comes or at set times.
      It works while CIIS Connect is open, and never deletes a file.
    </EmptyState>
  );
}

function NoSites() {
  return (
    <EmptyState
      icon={CalendarClock}
      title="No sites yet"
      actions={
        <Button variant="primary" onPress={() => showScreen('sites')}>
          Open Site Manager
        </Button>
      }
    >
      A rule looks into a folder and sends what is new there to a site. Make a site first.
    </EmptyState>
  );
}
