const focusable =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** The region after (or before) the one that has the focus, round and round; -1 is "none yet". */
export const nextRegion = (current: number, count: number, backwards: boolean): number =>
  current === -1 ? (backwards ? count - 1 : 0) : (current + (backwards ? -1 : 1) + count) % count;

/** F6 and Shift+F6 move between the elements with data-region, each back to where it was; returns its undo. */
export function startRegionFocus(): () => void {
  const last = new WeakMap<Element, HTMLElement>();
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const region = target.closest('[data-region]');
    if (region) last.set(region, target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey) return;
    // An open dialog keeps the focus.
    if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
    event.preventDefault();
    const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
    const here = regions.findIndex((region) => region.contains(document.activeElement));
    const region = regions[nextRegion(here, regions.length, event.shiftKey)];
    if (!region) return;
    const before = last.get(region);
    const target =
      before?.isConnected === true ? before : region.querySelector<HTMLElement>(focusable);
    target?.focus();
  };
  document.addEventListener('focusin', onFocusIn);
  document.addEventListener('keydown', onKeyDown);
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    document.removeEventListener('keydown', onKeyDown);
  };
}
