import { useState } from 'react';
import { reportFailure } from '../../app/report-failure.ts';
import { changeSettings, useSettings } from '../../app/settings-store.ts';
import { NumberField } from '../../ui/NumberField.tsx';

const least = 1;
const most = 50;

/** How long receipts are kept. */
export function HistoryYears() {
  const years = useSettings((state) => state.settings.historyYears);
  const [typed, setTyped] = useState(years);
  const [seen, setSeen] = useState(years);
  // Changed by somebody else, or taken over.
  if (seen !== years) {
    setSeen(years);
    setTyped(years);
  }
  const isYears = typed >= least && typed <= most;
  return (
    <NumberField
      label="Keep history for"
      description="Receipts that are older are removed, once a day, and can't be brought back. Ask how long your clinic has to keep them before you choose less."
      error={isYears ? undefined : `Choose ${least} to ${most} years.`}
      unit={typed === 1 ? 'year' : 'years'}
      value={typed}
      onChange={(value) => {
        setTyped(value);
        if (value >= least && value <= most)
          changeSettings({ historyYears: value }).catch(reportFailure);
      }}
    />
  );
}
