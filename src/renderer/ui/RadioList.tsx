import type { ReactNode } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './RadioList.module.css';

interface RadioListItem<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly description: string;
}

/** One choice out of a few, a line of explanation each; what belongs to the chosen one stands below it. */
export function RadioList<Value extends string>({
  label,
  items,
  value,
  onChange,
  detail,
}: {
  readonly label: string;
  readonly items: readonly RadioListItem<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Of the chosen one, for example a field. */
  readonly detail?: ReactNode;
}) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onChange={(chosen) => {
        const item = items.find((candidate) => candidate.value === chosen);
        if (item) onChange(item.value);
      }}
      className={classNames(styles.list)}
    >
      {items.map((item) => (
        <div key={item.value}>
          <RadioField value={item.value} autoFocus={item.value === value}>
            <RadioButton className={classNames(styles.item)}>
              <span className={styles.dot} />
              <span className={styles.words}>
                <span className={styles.title}>{item.title}</span>
                <span className={styles.description}>{item.description}</span>
              </span>
            </RadioButton>
          </RadioField>
          {item.value === value && detail !== undefined && (
            <div className={styles.detail}>{detail}</div>
          )}
        </div>
      ))}
    </RadioGroup>
  );
}
