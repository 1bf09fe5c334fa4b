import { useLayoutEffect, useRef, type FocusEvent } from 'react';

/** Moves the focus to the row of `stop` when asked, and back to it when what had the focus is gone. */
export function useFocusOnRow(
  frame: { readonly current: HTMLElement | null },
  stop: string | null,
) {
  const isInside = useRef(false);
  const isAsked = useRef(false);
  useLayoutEffect(() => {
    const isLost = isInside.current && document.activeElement === document.body;
    if (!isAsked.current && !isLost) return;
    isAsked.current = false;
    const row = stop === null ? null : `[role="row"][data-key="${CSS.escape(stop)}"]`;
    const element = row === null ? frame.current : frame.current?.querySelector<HTMLElement>(row);
    element?.focus({ preventScroll: true });
  });
  return {
    ask: () => (isAsked.current = true),
    onFocus: () => (isInside.current = true),
    onBlur: (event: FocusEvent<HTMLElement>) => {
      // What is taken out of the page has nowhere to go: that is no leaving.
      if (event.relatedTarget !== null)
        isInside.current = event.currentTarget.contains(event.relatedTarget);
      else if (event.target.isConnected && document.hasFocus()) isInside.current = false;
    },
  };
}
