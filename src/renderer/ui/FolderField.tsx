import {
  Input,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { FieldFrame, useFieldClass, type FieldFrameProps } from './FieldFrame.tsx';
import ownStyles from './FolderField.module.css';

export interface FolderFieldProps
  extends FieldFrameProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  /** Asks by the system's chooser. */
  readonly onChoose: () => void;
}

/** A folder of this computer, typed or chosen. */
export function FolderField({ label, description, error, onChoose, ...rest }: FolderFieldProps) {
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
        <div className={classNames(styles.box, ownStyles.box)}>
          <Input className={classNames(styles.input, styles.mono)} />
          <span className={ownStyles.button}>
            <Button aria-label={`Choose ${label.toLowerCase()}`} onPress={onChoose}>
              Choose...
            </Button>
          </span>
        </div>
      </FieldFrame>
    </AriaTextField>
  );
}
