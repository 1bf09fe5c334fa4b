import { Check } from 'lucide-react';
import { useEffect, useRef, type SyntheticEvent } from 'react';
import { protocols } from '../../../shared/domain/protocol.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { formatWhenInside } from '../../app/format-time.ts';
import { useNavigation } from '../../app/navigation-store.ts';
import { sessionOf, useSessions } from '../../app/sessions-store.ts';
import { siteById, useSites } from '../../app/sites-store.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldLayout } from '../../ui/field-layout.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { ActionsTab } from './ActionsTab.tsx';
import { GeneralTab } from './GeneralTab.tsx';
import { OptionsTab } from './OptionsTab.tsx';
import { isDirty, type SiteForm as Form } from './site-draft.ts';
import {
  connectOpened,
  focusDone,
  save,
  showTab,
  undo,
  useSitesView,
  type FocusPlace,
} from './site-form-store.ts';
import styles from './SiteForm.module.css';
import type { AskSites } from './SiteQuestions.tsx';
import { TypeTab } from './TypeTab.tsx';

const placeSelectors: Readonly<Record<FocusPlace, string>> = {
  label: 'input[name="label"]',
  username: 'input[name="username"]',
  password: 'input[name="secret"]',
  'first-error': '[aria-invalid="true"], [data-invalid] button',
};

/** Gives a field the focus, once the tab that holds it is there. */
function useFocusPlace() {
  const form = useRef<HTMLFormElement>(null);
  const focus = useSitesView((state) => state.focus);
  useEffect(() => {
    if (focus === null) return;
    const frame = requestAnimationFrame(() => {
      form.current?.querySelector<HTMLElement>(placeSelectors[focus])?.focus();
      focusDone();
    });
    return () => cancelAnimationFrame(frame);
  }, [focus]);
  return form;
}

/** Everything about one site, in four tabs. */
export function SiteForm({ form, ask }: { readonly form: Form; readonly ask: AskSites }) {
  const tab = useSitesView((state) => state.tab);
  const errors = useSitesView((state) => state.errors);
  const site = useSites(siteById(form.siteId));
  const element = useFocusPlace();
  // Beside the fields there is no room for labels, for example with 200 % zoom.
  const narrow = useMedia('(max-width: 820px)');
  const tabProps = { form, errors };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form ref={element} className={styles.form} onSubmit={onSubmit} noValidate>
      <FormHead form={form} site={site} />
      <FieldLayout.Provider value={narrow ? 'top' : 'side'}>
        <Tabs
          label="Properties"
          padding="form"
          selected={tab}
          onSelect={showTab}
          tabs={[
            {
              id: 'general',
              label: 'General',
              content: <GeneralTab {...tabProps} site={site} ask={ask} />,
            },
            { id: 'type', label: 'Type', content: <TypeTab {...tabProps} /> },
            { id: 'actions', label: 'Actions', content: <ActionsTab {...tabProps} /> },
            { id: 'options', label: 'Options', content: <OptionsTab {...tabProps} /> },
          ]}
        />
      </FieldLayout.Provider>
      <FormFoot form={form} />
    </form>
  );
}

function FormHead({ form, site }: { readonly form: Form; readonly site: SiteView | undefined }) {
  const now = useNow();
  const isConnected = useSessions((state) => sessionOf(form.siteId)(state).status === 'connected');
  const { protocol, port } = form.draft;
  const lastConnectedAt = site?.lastConnectedAt ?? null;
  const last = lastConnectedAt === null ? null : formatWhenInside(lastConnectedAt, now);
  return (
    <div className={styles.head}>
      <div className={styles.titles}>
        <h2 className={styles.title}>{form.saved.label || 'New site'}</h2>
        <p className={styles.muted}>
          {protocols[protocol].label}
          {Number.isNaN(port) ? '' : `, port ${port}`}
        </p>
      </div>
      {site && (
        <p className={styles.muted}>
          {isConnected && 'Connected now'}
          {!isConnected && (last === null ? 'Not connected yet' : `Last connected ${last}`)}
        </p>
      )}
    </div>
  );
}

function FormFoot({ form }: { readonly form: Form }) {
  const saving = useSitesView((state) => state.saving);
  const justSaved = useSitesView((state) => state.justSaved);
  const isNew = form.siteId === null;
  const dirty = isDirty(form);
  return (
    <div className={styles.foot}>
      <Button variant="primary" isDisabled={saving} onPress={() => void connectOpened()}>
        Connect
      </Button>
      <span className={styles.state}>
        {dirty && !isNew && 'Changes are not saved yet'}
        {justSaved && !dirty && (
          <>
            <Check aria-hidden />
            Saved
          </>
        )}
      </span>
      <Button
        variant="quiet"
        isDisabled={!isNew && !dirty}
        onPress={() => undo(useNavigation.getState().siteId)}
      >
        {isNew ? 'Discard' : 'Undo changes'}
      </Button>
      <Button type="submit" isDisabled={saving}>
        Save
      </Button>
    </div>
  );
}
