import { useId, useState } from 'react';
import type { StepResult } from '../../../shared/domain/check.ts';
import { stepNames } from '../../../shared/domain/check-text.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { openSites } from '../../app/navigation-store.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { factsOf, stepDetailsText } from './check-details.ts';
import { FactList } from './FactList.tsx';
import { actionWords, troubleOf, type Trouble, type TroubleAction } from './step-trouble.ts';
import styles from './StepTrouble.module.css';

/** Below a step that went wrong: what it means, what to do, whom to ask, in that order. */
export function StepTrouble({
  step,
  site,
}: {
  readonly step: StepResult;
  readonly site: SiteView;
}) {
  const [open, setOpen] = useState(false);
  const foldId = useId();
  const trouble = troubleOf(step, site);
  if (trouble === null) return null;
  const { tone, request, action } = trouble;
  const facts = step.failure === null ? [] : factsOf(step);
  return (
    <div className={classNames(styles.box, styles[tone])}>
      <TroubleWords trouble={trouble} />
      <div className={classNames(styles.actions, action !== null && styles.boxed)}>
        {action !== null && (
          <Button size="small" onPress={() => act(action, site.id)}>
            {actionWords[action]}
          </Button>
        )}
        {request !== null && <CopyButton label="Copy for IT" text={request} />}
        {facts.length > 0 && (
          <Button
            variant="quiet"
            aria-label={`Details of ${stepNames[step.id]}`}
            aria-expanded={open}
            aria-controls={foldId}
            onPress={() => setOpen(!open)}
          >
            Details
          </Button>
        )}
      </div>
      {open && (
        <div id={foldId} className={styles.fold}>
          <FactList facts={facts} />
          <CopyButton label="Copy details" text={() => stepDetailsText(step, site)} />
        </div>
      )}
    </div>
  );
}

function TroubleWords({ trouble }: { readonly trouble: Trouble }) {
  const { sentence, meaning, toDo, ask, request } = trouble;
  return (
    <div className={styles.words}>
      {(sentence !== '' || meaning !== '') && (
        <p>
          <strong>{sentence}</strong> {meaning}
        </p>
      )}
      {toDo !== '' && <p>{toDo}</p>}
      {request !== null ? (
        <p>
          <strong>{ask}:</strong> “{request}”
        </p>
      ) : (
        ask !== '' && (
          <p>
            <strong>{ask}.</strong>
          </p>
        )
      )}
    </div>
  );
}

function act(action: TroubleAction, siteId: string): void {
  switch (action) {
    case 'enter-password':
    case 'change-password':
      openSites({ kind: 'edit', siteId, focus: 'password' });
      break;
    case 'open-site':
      openSites({ kind: 'edit', siteId });
      break;
  }
}
