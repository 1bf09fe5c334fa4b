import { CircleX } from 'lucide-react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './DayField.module.css';

/** A day, as this computer writes days, with the system's calendar. The value is "2026-11-20"; empty: none. */
export function DayField({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}) {
  const id = useId();
  return (
    <span className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        className={classNames(styles.input, error !== undefined && styles.wrong)}
      />
      {error !== undefined && (
        <span id={`${id}-error`} className={styles.error} role="alert">
          <CircleX aria-hidden />
          {error}
        </span>
      )}
    </span>
  );
}
