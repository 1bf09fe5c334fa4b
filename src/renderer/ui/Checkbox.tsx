import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import styles from './Checkbox.module.css';
import { classNames } from './class-names.ts';

export interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly description?: string;
  readonly children: ReactNode;
}

export function Checkbox({
  isSelected,
  onChange,
  isDisabled = false,
  description,
  children,
}: CheckboxProps) {
  return (
    <CheckboxField
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className={classNames(styles.field)}
    >
      <CheckboxButton className={classNames(styles.checkbox)}>
        <span className={styles.box}>{isSelected && <Check aria-hidden />}</span>
        <span className={styles.words}>
          {children}
          {description !== undefined && <span className={styles.description}>{description}</span>}
        </span>
      </CheckboxButton>
    </CheckboxField>
  );
}
