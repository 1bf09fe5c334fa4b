import { useId, useState } from 'react';
import type { Check } from '../../../shared/domain/check.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { checkOf, sweepOf, useChecks } from '../../app/checks-store.ts';
import { GatewayChip } from '../../app/GatewayChip.tsx';
import { useNow } from '../../app/use-now.ts';
import { Chip } from '../../ui/Chip.tsx';
import styles from './CheckCard.module.css';
import { CardActions } from './CardActions.tsx';
import { cardId } from './card-id.ts';
import { checkedWhen } from './check-words.ts';
import { CheckFacts } from './CheckFacts.tsx';
import { DataPorts } from './DataPorts.tsx';
import { PasswordNote } from './PasswordNote.tsx';
import { StepList } from './StepList.tsx';
import { stepRows } from './step-rows.ts';
import { useFocusKept } from './use-focus-kept.ts';
import { verdictChipAsOf } from './verdict-chip.ts';

/** A site: what it is, how its last check went step by step, and what can be done about it. */
export function CheckCard({ site }: { readonly site: SiteView }) {
  const check = useChecks(checkOf(site.id));
  const sweep = useChecks(sweepOf(site.id));
  const [open, setOpen] = useState(false);
  const titleId = useId();
  const foldId = useId();
  const card = useFocusKept(`${check?.id} ${sweep?.startedAt}`);
  return (
    <section
      ref={card}
      id={cardId(site.id)}
      aria-labelledby={titleId}
      tabIndex={-1}
      className={styles.card}
    >
      <CardHead site={site} check={check} titleId={titleId} />
      <StepList site={site} rows={stepRows(site, check)} />
      {check?.steps.some(({ finding }) => finding?.kind === 'echo') === true && <PasswordNote />}
      {sweep !== undefined && <DataPorts sweep={sweep} site={site} />}
      <CardActions
        site={site}
        check={check}
        sweep={sweep}
        foldId={foldId}
        open={open}
        onFold={() => setOpen(!open)}
      />
      {open && check !== undefined && (
        <div id={foldId} className={styles.fold}>
          <CheckFacts check={check} site={site} />
        </div>
      )}
    </section>
  );
}

function CardHead({
  site,
  check,
  titleId,
}: {
  readonly site: SiteView;
  readonly check: Check | undefined;
  readonly titleId: string;
}) {
  const now = useNow();
  const { tone, icon, words } = verdictChipAsOf(check, site.protocol, now);
  const when = checkedWhen(check, now);
  return (
    <div className={styles.head}>
      <div className={styles.titles}>
        <h2 id={titleId} className={styles.title}>
          {site.label}
        </h2>
        <div className={styles.host}>
          {site.host}, port {site.port}
        </div>
        {when !== '' && <div className={styles.when}>{when}</div>}
      </div>
      <div className={styles.chips}>
        <GatewayChip site={site} />
        <Chip tone={tone} icon={icon}>
          {words}
        </Chip>
      </div>
    </div>
  );
}
