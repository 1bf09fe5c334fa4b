import { create } from 'zustand';
import type { SiteSettings } from '../../../shared/domain/site.ts';
import type { SitesSnapshot } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { useSites } from '../../app/sites-store.ts';
import { announce } from '../../ui/announce.ts';
import {
  afterSave,
  formOf,
  isDirty,
  newForm,
  rebased,
  secretToSave,
  undone,
  type SecretDraft,
  type SiteForm,
} from './site-draft.ts';
import { siteErrors, tabOfErrors, type SiteErrors, type SiteTab } from './site-errors.ts';

/** A field that is to get the focus once the form is shown. */
export type FocusPlace = 'label' | 'username' | 'password' | 'first-error';

/** What stands at the right of the tree. */
export type Opened =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'folder'; readonly folderId: string }
  | { readonly kind: 'site'; readonly form: SiteForm };

/** Where the person wants to go from here. */
export type Wish =
  | { readonly kind: 'site'; readonly siteId: string; readonly focus?: FocusPlace }
  | { readonly kind: 'folder'; readonly folderId: string }
  | { readonly kind: 'new'; readonly settings: SiteSettings };

interface SitesView {
  readonly opened: Opened;
  readonly tab: SiteTab;
  readonly errors: SiteErrors;
  readonly saving: boolean;
  /** Nothing was changed since the last save. */
  readonly justSaved: boolean;
  readonly focus: FocusPlace | null;
  /** Waits for an answer about changes that were not saved. */
  readonly leaving: Wish | null;
  readonly collapsed: ReadonlySet<string>;
}

/** Site Manager's view; a draft stays while another screen is shown. */
export const useSitesView = create<SitesView>(() => ({
  opened: { kind: 'nothing' },
  tab: 'general',
  errors: {},
  saving: false,
  justSaved: false,
  focus: null,
  leaving: null,
  collapsed: new Set(),
}));

const { getState: get, setState: set } = useSitesView;

export const openedForm = ({ opened }: Pick<SitesView, 'opened'>): SiteForm | null =>
  opened.kind === 'site' ? opened.form : null;

export const showTab = (tab: SiteTab): void => set({ tab });
export const focusDone = (): void => set({ focus: null });
export const setCollapsed = (collapsed: ReadonlySet<string>): void => set({ collapsed });

/** Goes there, or asks first where changes would be lost. */
export function go(wish: Wish): void {
  const form = openedForm(get());
  const isHere = wish.kind === 'site' && form?.siteId === wish.siteId;
  if (form === null || isHere || !isDirty(form)) arrive(wish);
  else set({ leaving: wish });
}

export async function answerLeaving(answer: 'save' | 'discard' | 'stay'): Promise<void> {
  const wish = get().leaving;
  set({ leaving: null });
  if (wish === null || answer === 'stay') return;
  if (answer === 'discard' || (await save()) !== null) arrive(wish);
}

function arrive(wish: Wish): void {
  switch (wish.kind) {
    case 'site': {
      const focus = wish.focus ?? null;
      if (openedForm(get())?.siteId !== wish.siteId) {
        const site = useSites.getState().sites.find(({ id }) => id === wish.siteId);
        if (!site) return;
        show({ kind: 'site', form: formOf(site) });
      }
      if (focus !== null) set({ focus, tab: 'general' });
      return;
    }
    case 'folder':
      show({ kind: 'folder', folderId: wish.folderId });
      return;
    case 'new':
      show({ kind: 'site', form: newForm(wish.settings) });
      set({ focus: firstToFill(wish.settings), tab: 'general' });
  }
}

/** A preset has its label, and the page of a web upload asks for the username itself. */
const firstToFill = ({ label, protocol }: SiteSettings): FocusPlace =>
  label === '' || protocol === 'web' ? 'label' : 'username';

/** The tab stays: a person who compares two sites looks at the same one. */
const show = (opened: Opened): void => set({ opened, errors: {}, justSaved: false, focus: null });

/** Main's sites have changed: the form follows, and what is gone is left. */
export function followSites({ sites, folders }: SitesSnapshot, preferredId: string | null): void {
  const { opened } = get();
  const form = openedForm({ opened });
  if (form !== null && form.siteId === null) {
    const { folderId } = form.draft;
    if (folderId !== null && !folders.some(({ id }) => id === folderId)) edit({ folderId: null });
    return;
  }
  const site = sites.find(({ id }) => id === form?.siteId);
  if (form && site) {
    set({ opened: { kind: 'site', form: rebased(form, site) } });
    return;
  }
  if (opened.kind === 'folder' && folders.some(({ id }) => id === opened.folderId)) return;
  const next = sites.find(({ id }) => id === preferredId) ?? sites[0];
  show(next ? { kind: 'site', form: formOf(next) } : { kind: 'nothing' });
}

function change(next: (form: SiteForm) => SiteForm): void {
  const { opened, errors } = get();
  if (opened.kind !== 'site') return;
  const form = next(opened.form);
  const hadErrors = Object.keys(errors).length > 0;
  set({
    opened: { kind: 'site', form },
    justSaved: false,
    errors: hadErrors ? errorsOf(form) : errors,
  });
}

export const edit = (patch: Partial<SiteSettings>): void =>
  change((form) => ({ ...form, draft: { ...form.draft, ...patch } }));

export const editOptions = (patch: Partial<SiteSettings['options']>): void =>
  change((form) => ({
    ...form,
    draft: { ...form.draft, options: { ...form.draft.options, ...patch } },
  }));

export const editSecret = (secret: SecretDraft): void => change((form) => ({ ...form, secret }));

/** A new site that is given up leaves nothing behind. */
export function undo(preferredId: string | null): void {
  const form = openedForm(get());
  if (form?.siteId === null) {
    set({ opened: { kind: 'nothing' } });
    followSites(useSites.getState(), preferredId);
  } else change(undone);
  set({ errors: {} });
}

const errorsOf = ({ siteId, draft }: SiteForm): SiteErrors =>
  siteErrors(
    draft,
    useSites
      .getState()
      .sites.filter(({ id }) => id !== siteId)
      .map(({ label }) => label),
  );

function refuse(errors: SiteErrors): null {
  set({ errors, tab: tabOfErrors(errors) ?? get().tab, focus: 'first-error' });
  return null;
}

/** The site's id, or null when it could not be saved; the form then says why. */
export async function save(): Promise<string | null> {
  const form = openedForm(get());
  if (form === null || get().saving) return null;
  const errors = errorsOf(form);
  if (tabOfErrors(errors) !== undefined) return refuse(errors);
  set({ saving: true });
  try {
    const { siteId: id, draft: settings } = form;
    const site = await call('sites.save', { id, settings, secret: secretToSave(form) });
    const now = openedForm(get());
    if (now?.siteId === id)
      set({
        opened: { kind: 'site', form: afterSave(now, form, site) },
        errors: {},
        justSaved: true,
      });
    announce(`${site.label} is saved`);
    return site.id;
  } catch (thrown) {
    const { code, detail } = failureOf(thrown);
    // The rest was checked before; only whether the label is taken is main's to know.
    if (code === 'invalid-input') return refuse({ label: detail });
    reportFailure(thrown);
    return null;
  } finally {
    set({ saving: false });
  }
}

/** Does something with the opened site; saves first what was changed, and does nothing when that fails. */
export async function withOpened(act: (siteId: string) => void): Promise<void> {
  const form = openedForm(get());
  if (form === null) return;
  const siteId = form.siteId === null || isDirty(form) ? await save() : form.siteId;
  if (siteId !== null) act(siteId);
}
