import { Eye, EyeOff } from 'lucide-react';
import { useState, type Ref } from 'react';
import {
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { FieldFrame, useFieldClass, type FieldFrameProps } from './FieldFrame.tsx';
import { IconButton } from './IconButton.tsx';

export interface PasswordFieldProps
  extends FieldFrameProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'type'> {
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** Dots, and a button that shows what was typed. A stored password is never in here: it can't be shown. */
export function PasswordField({
  label,
  description,
  error,
  placeholder = '',
  inputRef,
  ...rest
}: PasswordFieldProps) {
  const className = useFieldClass();
  const [shown, setShown] = useState(false);
  return (
    <AriaTextField
      autoComplete="off"
      spellCheck="false"
      {...rest}
      type={shown ? 'text' : 'password'}
      isInvalid={error !== undefined}
      className={className}
    >
      <FieldFrame label={label} description={description} error={error}>
        <div className={styles.box}>
          <Input
            ref={inputRef ?? null}
            placeholder={placeholder}
            className={classNames(styles.input, styles.withButton)}
          />
          <div className={styles.inside}>
            <IconButton
              size="small"
              icon={shown ? EyeOff : Eye}
              label={shown ? 'Hide what is typed' : 'Show what is typed'}
              isDisabled={rest.isDisabled ?? false}
              onPress={() => setShown(!shown)}
            />
          </div>
        </div>
      </FieldFrame>
    </AriaTextField>
  );
}
