import type { LucideIcon } from 'lucide-react';
import { Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './RadioCards.module.css';

export interface RadioCard<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly description: string;
  readonly icon: LucideIcon;
  /** A word at the right, for example "Simplest". */
  readonly badge?: string;
}

/** One choice out of a few that need a line of explanation each. */
export function RadioCards<Value extends string>({
  label,
  description,
  cards,
  value,
  onChange,
}: {
  readonly label: string;
  readonly description?: string;
  readonly cards: readonly RadioCard<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <RadioGroup
      value={value}
      onChange={(chosen) => {
        const card = cards.find((candidate) => candidate.value === chosen);
        if (card) onChange(card.value);
      }}
      className={classNames(styles.group)}
    >
      <div className={styles.head}>
        <Label className={classNames(styles.label)}>{label}</Label>
        {description !== undefined && (
          <Text slot="description" className={classNames(styles.description)}>
            {description}
          </Text>
        )}
      </div>
      {cards.map((card) => (
        <RadioField key={card.value} value={card.value}>
          <RadioButton className={classNames(styles.card)}>
            <span className={styles.dot} />
            <span className={styles.icon}>
              <card.icon aria-hidden />
            </span>
            <span className={styles.words}>
              <span className={styles.title}>{card.title}</span>
              <span className={styles.description}>{card.description}</span>
            </span>
            {card.badge !== undefined && <span className={styles.badge}>{card.badge}</span>}
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
