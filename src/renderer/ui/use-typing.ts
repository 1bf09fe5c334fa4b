import { useEffect, useRef } from 'react';

/** Letters that follow each other soon are one word. */
const typingRestMs = 700;

/** What was typed to find a row. */
export function useTyping() {
  const typed = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    /** A space is then a part of it. */
    isUnderWay: () => typed.current !== '',
    add: (letter: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => (typed.current = ''), typingRestMs);
      const isNew = typed.current === '';
      typed.current += letter;
      return { text: typed.current, isNew };
    },
  };
}
