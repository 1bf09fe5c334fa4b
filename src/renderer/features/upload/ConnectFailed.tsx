import { CircleX, KeyRound, Phone, ShieldAlert, WifiOff, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { ErrorCode, Failure } from '../../../shared/domain/error.ts';
import { ciisSupportPhone } from '../../../shared/domain/presets.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { connect } from '../../app/current-site.ts';
import { openSites, showCheck } from '../../app/navigation-store.ts';
import { describeSiteFailure, isCiisSite } from '../../app/site-words.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { checkHelps } from './check-helps.ts';
import { FailureDetails } from './FailureDetails.tsx';
import { sendBlock } from './session-words.ts';

const icons: Partial<Readonly<Record<ErrorCode, LucideIcon>>> = {
  'login-refused': KeyRound,
  'login-method-refused': KeyRound,
  'login-paused': KeyRound,
  'password-missing': KeyRound,
  'key-passphrase-wrong': KeyRound,
  'key-unreadable': KeyRound,
  'identity-changed': ShieldAlert,
  'identity-unknown': ShieldAlert,
  'no-network': WifiOff,
  'host-not-found': WifiOff,
  'port-silent': WifiOff,
};

/** Why there is no connection, the one thing to do next, and the technical detail behind a button. */
export function ConnectFailed({
  site,
  failure,
}: {
  readonly site: SiteView;
  readonly failure: Failure;
}) {
  const [detailsOpen, setDetailsOpen] = useState(false);
  const { sentence, nextStep } = describeSiteFailure(failure, site);
  const block = sendBlock({ status: 'failed', failure });
  const signIn = block === 'sign-in' || icons[failure.code] === KeyRound;
  return (
    <>
      <EmptyState
        icon={icons[failure.code] ?? CircleX}
        tone="bad"
        title={sentence.replace(/\.$/, '')}
        actions={
          <>
            {signIn ? (
              <Button
                variant="primary"
                onPress={() => openSites({ kind: 'edit', siteId: site.id, focus: 'password' })}
              >
                {site.signIn.kind === 'key' ? 'Change how you sign in' : 'Change the password'}
              </Button>
            ) : block === 'identity' ? (
              <Button onPress={() => openSites({ kind: 'edit', siteId: site.id })}>
                Open in Site Manager
              </Button>
            ) : (
              <Button onPress={() => connect(site.id)}>Try again</Button>
            )}
            {checkHelps(failure.code) && (
              <Button variant="quiet" onPress={() => showCheck(site.id)}>
                Check connection
              </Button>
            )}
            <Button variant="quiet" onPress={() => setDetailsOpen(true)}>
              Details
            </Button>
          </>
        }
        {...(isCiisSite(site)
          ? {
              after: (
                <>
                  <Phone aria-hidden />
                  <span>
                    CIIS user support: <strong>{ciisSupportPhone}</strong>
                  </span>
                </>
              ),
            }
          : {})}
      >
        {/* The phone number has its own line below, and the button leads to Site Manager. */}
        {nextStep.replace(/ ?(Call CIIS user support at [^.]*|Check both in Site Manager)\.$/, '')}
      </EmptyState>
      <FailureDetails
        isOpen={detailsOpen}
        onClose={() => setDetailsOpen(false)}
        title={sentence.replace(/\.$/, '')}
        failure={failure}
        site={site}
      />
    </>
  );
}
