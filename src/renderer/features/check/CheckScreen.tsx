import { Activity, Phone } from 'lucide-react';
import { useEffect } from 'react';
import { summarizeAsOf } from '../../../shared/domain/check-age.ts';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { runChecks, useChecks } from '../../app/checks-store.ts';
import { showScreen, takeCheckIntent, useNavigation } from '../../app/navigation-store.ts';
import { useSites } from '../../app/sites-store.ts';
import { useNow } from '../../app/use-now.ts';
import { onWindowCommand } from '../../app/window-commands.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { cardId } from './card-id.ts';
import { CheckCard } from './CheckCard.tsx';
import { lastRunWords } from './check-words.ts';
import styles from './CheckScreen.module.css';
import { HeldBackDialog } from './HeldBackDialog.tsx';
import { inColumns } from './in-columns.ts';
import { ScreenActions } from './ScreenActions.tsx';
import { VerdictBand } from './VerdictBand.tsx';

/** Can this office reach CIIS, and if not, whose turn is it? */
export function CheckScreen() {
  const sites = useSites((state) => state.sites);
  const known = useChecks((state) => state.checks);
  const checks = sites.flatMap(({ id }) => known[id] ?? []);
  const now = useNow();
  useCheckIntent();
  useEffect(
    () =>
      onWindowCommand('refresh', () => {
        void runChecks(useSites.getState().sites.map(({ id }) => id));
      }),
    [],
  );
  if (sites.length === 0) return <NoSites />;
  const running = checks.some(({ verdict }) => verdict === null);
  return (
    <Screen
      title="Connection check"
      start={<span className={styles.last}>{lastRunWords(checks, now)}</span>}
      actions={<ScreenActions sites={sites} checks={checks} />}
    >
      <div className={styles.frame}>
        <VerdictBand summary={summarizeAsOf(sites, checks, now)} running={running} />
        <Cards sites={sites} />
      </div>
      <HeldBackDialog />
    </Screen>
  );
}

const oneColumn = '(max-width: 899px)';

function Cards({ sites }: { readonly sites: readonly SiteView[] }) {
  const narrow = useMedia(oneColumn);
  const columns = inColumns(sites, narrow || sites.length === 1 ? 1 : 2);
  return (
    <div className={styles.cards} data-region="Sites" role="group" aria-label="Sites">
      {columns.map((column, index) => (
        <div key={index} className={styles.column}>
          {column.map((site) => (
            <CheckCard key={site.id} site={site} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Shows the card that another screen or the menu asked for. */
function useCheckIntent(): void {
  const intent = useNavigation((state) => state.checkIntent);
  useEffect(() => {
    if (intent === null) return;
    const siteId = takeCheckIntent();
    const card = siteId === null ? null : document.getElementById(cardId(siteId));
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  }, [intent]);
}

function NoSites() {
  return (
    <Screen title="Connection check">
      <Panel region="Connection check">
        <EmptyState
          icon={Activity}
          title="No sites yet"
          actions={
            <Button variant="primary" onPress={() => showScreen('sites')}>
              Open Site Manager
            </Button>
          }
          after={
            <>
              <Phone aria-hidden />
              <span>
                CIIS user support <strong>{ciisSupportPhone}</strong>
              </span>
            </>
          }
        >
          A check shows whether this computer can reach a site, and if not, whose turn it is. Make a
          site first.
        </EmptyState>
      </Panel>
    </Screen>
  );
}
