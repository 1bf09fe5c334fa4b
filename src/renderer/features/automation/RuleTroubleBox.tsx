import type { RuleView } from '../../../shared/domain/rule.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { openSites, showCheck } from '../../app/navigation-store.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { troubleOf, type RuleTrouble, type TroubleAction } from './rule-trouble.ts';
import styles from './RuleTroubleBox.module.css';
import { failureInWords } from './rule-words.ts';

const actionWords: Readonly<Record<TroubleAction, string>> = {
  'change-password': 'Change password',
  'check-connection': 'Check connection',
  'edit-rule': 'Edit rule',
};

/** Below a rule's last result: what keeps it from its work, or the files that did not arrive. */
export function RuleTroubleBox({
  rule,
  site,
  onEdit,
}: {
  readonly rule: RuleView;
  readonly site: SiteView | undefined;
  readonly onEdit: () => void;
}) {
  const trouble = troubleOf(rule);
  if (trouble === null) return null;
  if (trouble.kind === 'notes') return <Notes trouble={trouble} />;
  if (trouble.kind === 'elsewhere')
    return (
      <p className={classNames(styles.box, styles.info)}>
        Another program of this computer does this now, such as “ciis-connect watch”. When it ends,
        CIIS Connect goes on with it.
      </p>
    );
  const { failure, action } = trouble;
  const { sentence, nextStep } = failureInWords(failure, rule, site);
  return (
    <div className={classNames(styles.box, styles.bad)}>
      <p>
        <strong>{sentence}</strong> {nextStep}
      </p>
      <div className={styles.actions}>
        {action !== null && (action === 'edit-rule' || site !== undefined) && (
          <Button
            size="small"
            onPress={() => (action === 'edit-rule' ? onEdit() : goTo(action, rule.siteId))}
          >
            {actionWords[action]}
          </Button>
        )}
        {failure.detail !== '' && (
          <CopyButton label="Copy details" text={`${failure.code}: ${failure.detail}`} />
        )}
      </div>
    </div>
  );
}

function Notes({
  trouble: { notes, more },
}: {
  readonly trouble: Extract<RuleTrouble, { kind: 'notes' }>;
}) {
  return (
    <div className={classNames(styles.box, styles.warn)}>
      <ul className={styles.notes} aria-label="Files that did not arrive">
        {notes.map((note, index) => (
          <li key={index}>{note}</li>
        ))}
        {more > 0 && <li>{more} more are in the history of this rule.</li>}
      </ul>
    </div>
  );
}

function goTo(action: Exclude<TroubleAction, 'edit-rule'>, siteId: string): void {
  if (action === 'change-password') openSites({ kind: 'edit', siteId, focus: 'password' });
  else showCheck(siteId);
}
