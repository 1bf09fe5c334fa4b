import type { Ref } from 'react';
import {
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { FieldFrame, useFieldClass, type FieldFrameProps } from './FieldFrame.tsx';

export interface TextFieldProps
  extends FieldFrameProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  description,
  error,
  placeholder = '',
  mono = false,
  inputRef,
  ...rest
}: TextFieldProps) {
  const className = useFieldClass();
  return (
    <AriaTextField
      autoComplete="off"
      spellCheck="false"
      {...rest}
      isInvalid={error !== undefined}
      className={className}
    >
      <FieldFrame label={label} description={description} error={error}>
        <Input
          ref={inputRef ?? null}
          placeholder={placeholder}
          className={classNames(styles.input, mono && styles.mono)}
        />
      </FieldFrame>
    </AriaTextField>
  );
}
