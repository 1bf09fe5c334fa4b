import { Ellipsis, History, Pause, Pencil, Play, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { RuleView } from '../../../shared/domain/rule.ts';
import { runRule, setRulePaused, useRules } from '../../app/rules-store.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { DeleteRuleQuestion } from './DeleteRuleQuestion.tsx';
import styles from './RuleCard.module.css';
import { RuleDialog } from './RuleDialog.tsx';
import { RuleHistory } from './RuleHistory.tsx';
import { RuleTroubleBox } from './RuleTroubleBox.tsx';
import { chipOf, besideLastRun, lastRunInWords, ruleInWords, runMark } from './rule-words.ts';

type Open = 'edit' | 'history' | 'delete';

/** A rule: what it does, how it is doing, how its last run went, and what can be done about it. */
export function RuleCard({ rule }: { readonly rule: RuleView }) {
  const site = useSites(siteById(rule.siteId));
  const [open, setOpen] = useState<Open | null>(null);
  const titleId = useId();
  const now = useNow();
  const isAsked = useRules((state) => state.asked.includes(rule.id));
  const chip = chipOf(rule, isAsked, now);
  const close = () => setOpen(null);
  return (
    <section aria-labelledby={titleId} className={styles.card}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <h2 id={titleId} className={styles.title}>
            {rule.name}
          </h2>
          <p className={styles.does}>{ruleInWords(rule, site)}</p>
        </div>
        <span className={styles.chip}>
          <Chip tone={chip.tone} icon={chip.icon}>
            {chip.words}
          </Chip>
        </span>
      </div>
      <LastRun rule={rule} now={now} />
      <RuleTroubleBox rule={rule} site={site} onEdit={() => setOpen('edit')} />
      <Actions rule={rule} onOpen={setOpen} />
      {open === 'edit' && <RuleDialog rule={rule} onClose={close} />}
      {open === 'history' && <RuleHistory rule={rule} site={site} onClose={close} />}
      {open === 'delete' && <DeleteRuleQuestion rule={rule} onClose={close} />}
    </section>
  );
}

function LastRun({ rule, now }: { readonly rule: RuleView; readonly now: number }) {
  const { lastRun } = rule;
  const beside = besideLastRun(rule, now);
  if (lastRun === null)
    return <p className={styles.none}>{beside === '' ? 'Nothing was sent yet' : beside}</p>;
  return (
    <p className={styles.last}>
      <StateMark mark={runMark(lastRun)} />
      <span>{lastRunInWords(lastRun, now)}</span>
      {beside !== '' && <span className={styles.beside}>{beside}</span>}
    </p>
  );
}

/** The line of buttons at the foot of a card. */
function Actions({
  rule,
  onOpen,
}: {
  readonly rule: RuleView;
  readonly onOpen: (open: Open) => void;
}) {
  const { id, name, paused } = rule;
  return (
    <div className={styles.actions}>
      <Button
        variant="quiet"
        icon={Play}
        aria-label={`Run ${name} now`}
        onPress={() => void runRule(id)}
      >
        Run now
      </Button>
      {/* One button that changes its words: the focus stays on it. */}
      <Button
        variant="quiet"
        icon={paused ? Play : Pause}
        aria-label={paused ? `Go on with ${name}` : `Pause ${name}`}
        onPress={() => void setRulePaused(id, !paused)}
      >
        {paused ? 'Go on' : 'Pause'}
      </Button>
      <Button
        variant="quiet"
        icon={Pencil}
        aria-label={`Edit ${name}`}
        onPress={() => onOpen('edit')}
      >
        Edit
      </Button>
      <span className={styles.end}>
        <Button
          variant="quiet"
          icon={History}
          aria-label={`History of ${name}`}
          onPress={() => onOpen('history')}
        >
          History
        </Button>
        <Menu
          label={`More for ${name}`}
          commands={[
            {
              id: 'delete',
              label: 'Delete rule...',
              icon: Trash2,
              tone: 'danger',
              onAction: () => onOpen('delete'),
            },
          ]}
        >
          <IconButton icon={Ellipsis} label={`More for ${name}`} />
        </Menu>
      </span>
    </div>
  );
}
