import {
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { FieldFrame, useFieldClass, type FieldFrameProps } from './FieldFrame.tsx';

export interface NumberFieldProps
  extends FieldFrameProps, Omit<AriaNumberFieldProps, 'children' | 'className' | 'style'> {
  /** Behind the number, for example "seconds". */
  readonly unit?: string;
}

/** A whole number. Empty is NaN, as React Aria has it. */
export function NumberField({ label, description, error, unit, ...rest }: NumberFieldProps) {
  const className = useFieldClass();
  return (
    <AriaNumberField
      formatOptions={{ useGrouping: false, maximumFractionDigits: 0 }}
      {...rest}
      isInvalid={error !== undefined}
      className={className}
    >
      <FieldFrame label={label} description={description} error={error}>
        <div className={styles.box}>
          <Input className={classNames(styles.input, styles.number)} />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </div>
      </FieldFrame>
    </AriaNumberField>
  );
}
