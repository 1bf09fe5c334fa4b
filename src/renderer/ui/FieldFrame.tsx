import { useContext, type ReactNode } from 'react';
import { Label, Text } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { FieldError } from './FieldError.tsx';
import { FieldLayout } from './field-layout.ts';

/** What every field has around its input. */
export interface FieldFrameProps {
  readonly label: string;
  readonly description?: string | undefined;
  /** What is wrong, in words; undefined when nothing is. */
  readonly error?: string | undefined;
}

/** The class of the React Aria field around a FieldFrame's parts. */
export const useFieldClass = (): string =>
  classNames(styles.field, useContext(FieldLayout) === 'side' && styles.side);

/** Label, input, description and error, in reading order. Inside a React Aria field. */
export function FieldFrame({
  label,
  description,
  error,
  children,
}: FieldFrameProps & { readonly children: ReactNode }) {
  return (
    <>
      <Label className={classNames(styles.label)}>{label}</Label>
      {children}
      <FieldError text={error} />
      {description !== undefined && (
        <Text slot="description" className={classNames(styles.description)}>
          {description}
        </Text>
      )}
    </>
  );
}
