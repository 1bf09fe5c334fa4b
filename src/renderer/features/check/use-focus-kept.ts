import { useEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the keyboard in an element whose controls may go while they have the focus: when `moment`
 * changes and the focus has fallen out of the page, it goes to the element itself.
 */
export function useFocusKept(moment: string | undefined): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  const inside = useRef(false);
  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      inside.current = target instanceof Node && element.current?.contains(target) === true;
    };
    document.addEventListener('focusin', onFocusIn);
    return () => document.removeEventListener('focusin', onFocusIn);
  }, []);
  useEffect(() => {
    if (inside.current && document.activeElement === document.body)
      element.current?.focus({ preventScroll: true });
  }, [moment]);
  return element;
}
