import { CircleX } from 'lucide-react';
import { FieldError as AriaFieldError } from 'react-aria-components';
import styles from './FieldError.module.css';

/** One sentence below a wrong field; inside a React Aria field, which ties it to the input. */
export function FieldError({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <AriaFieldError className={styles.error ?? ''}>
      <CircleX aria-hidden />
      {text}
    </AriaFieldError>
  );
}
