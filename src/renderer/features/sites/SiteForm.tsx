import { useEffect, useRef, type SyntheticEvent } from 'react';
import { siteById, useSites } from '../../app/sites-store.ts';
import { FieldLayout } from '../../ui/field-layout.ts';
import { Tabs, type TabSpec } from '../../ui/Tabs.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { ActionsTab } from './ActionsTab.tsx';
import { GeneralTab } from './GeneralTab.tsx';
import { OptionsTab } from './OptionsTab.tsx';
import type { SiteForm as Form } from './site-draft.ts';
import type { SiteTab } from './site-errors.ts';
import { focusDone, save, showTab, useSitesView, type FocusPlace } from './site-form-store.ts';
import { SiteFoot } from './SiteFoot.tsx';
import styles from './SiteForm.module.css';
import { SiteHead } from './SiteHead.tsx';
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

/** Everything about one site, in up to four tabs. */
export function SiteForm({ form, ask }: { readonly form: Form; readonly ask: AskSites }) {
  const tab = useSitesView((state) => state.tab);
  const errors = useSitesView((state) => state.errors);
  const site = useSites(siteById(form.siteId));
  const element = useFocusPlace();
  // Beside the fields there is no room for labels, for example with 200 % zoom.
  const narrow = useMedia('(max-width: 820px)');
  const tabProps = { form, errors };
  const tabs: readonly TabSpec<SiteTab>[] = [
    {
      id: 'general',
      label: 'General',
      content: <GeneralTab {...tabProps} site={site} ask={ask} />,
    },
    { id: 'type', label: 'Type', content: <TypeTab {...tabProps} /> },
    { id: 'actions', label: 'Actions', content: <ActionsTab {...tabProps} /> },
    // The browser waits as long as it likes.
    ...(form.draft.protocol === 'web'
      ? []
      : [{ id: 'options' as const, label: 'Options', content: <OptionsTab {...tabProps} /> }]),
  ];
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form ref={element} className={styles.form} onSubmit={onSubmit} noValidate>
      <SiteHead form={form} site={site} />
      <FieldLayout.Provider value={narrow ? 'top' : 'side'}>
        <Tabs
          label="Properties"
          padding="form"
          selected={tabs.some(({ id }) => id === tab) ? tab : 'general'}
          onSelect={showTab}
          tabs={tabs}
        />
      </FieldLayout.Provider>
      <SiteFoot form={form} />
    </form>
  );
}
