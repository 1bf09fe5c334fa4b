import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { FieldFrame, useFieldClass, type FieldFrameProps } from './FieldFrame.tsx';

export interface TextAreaProps
  extends FieldFrameProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  readonly rows?: number;
}

export function TextArea({ label, description, error, rows = 3, ...rest }: TextAreaProps) {
  const className = useFieldClass();
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={className}>
      <FieldFrame label={label} description={description} error={error}>
        <AriaTextArea rows={rows} className={classNames(styles.input, styles.area)} />
      </FieldFrame>
    </AriaTextField>
  );
}
