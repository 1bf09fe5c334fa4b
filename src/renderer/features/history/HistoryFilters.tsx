import { Calendar } from 'lucide-react';
import { useSites } from '../../app/sites-store.ts';
import { DayField } from '../../ui/DayField.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Select } from '../../ui/Select.tsx';
import { dateChoices, outcomeChoices, rangeProblem } from './history-filter.ts';
import styles from './HistoryFilters.module.css';
import { choose, setSearch, useView } from './view-store.ts';

const allSites = 'all';

/** Which receipts the list shows. */
export function HistoryFilters() {
  const choice = useView((state) => state.choice);
  const sites = useSites((state) => state.sites);
  const siteOptions = [
    { value: allSites, label: 'All sites' },
    ...sites
      .filter(({ protocol }) => protocol !== 'web')
      .map(({ id, label }) => ({ value: id, label })),
  ];
  const { siteId } = choice;
  if (siteId !== null && !siteOptions.some(({ value }) => value === siteId))
    siteOptions.push({ value: siteId, label: 'A site that was removed' });
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <div className={styles.search}>
          <SearchBox
            label="Search by file name or SHA-256"
            placeholder="File name or SHA-256"
            search={choice.search}
            onSearch={setSearch}
          />
        </div>
        <Select
          label="Dates"
          hideLabel
          icon={Calendar}
          options={dateChoices}
          value={choice.dates}
          onChange={(dates) => choose({ dates })}
        />
        <Select
          label="Site"
          hideLabel
          options={siteOptions}
          value={siteId ?? allSites}
          onChange={(value) => choose({ siteId: value === allSites ? null : value })}
        />
        <Select
          label="Outcome"
          hideLabel
          options={outcomeChoices}
          value={choice.outcome}
          onChange={(outcome) => choose({ outcome })}
        />
      </div>
      {choice.dates === 'range' && <Range />}
    </div>
  );
}

function Range() {
  const choice = useView((state) => state.choice);
  const problem = rangeProblem(choice);
  return (
    <div className={styles.range} role="group" aria-label="Dates, from and to">
      <DayField
        label="From"
        value={choice.firstDay}
        onChange={(firstDay) => choose({ firstDay })}
        error={undefined}
      />
      <DayField
        label="to"
        value={choice.lastDay}
        onChange={(lastDay) => choose({ lastDay })}
        error={problem === '' ? undefined : problem}
      />
    </div>
  );
}
