import { ChevronDown, type LucideIcon } from 'lucide-react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  Text,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import fieldStyles from './Field.module.css';
import { FieldError } from './FieldError.tsx';
import { useFieldClass, type FieldFrameProps } from './FieldFrame.tsx';
import listStyles from './Menu.module.css';
import styles from './Select.module.css';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string;
}

export interface SelectProps<Value extends string> extends FieldFrameProps {
  readonly options: readonly SelectOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly icon?: LucideIcon;
  readonly placeholder?: string;
  /** The label is read aloud but not shown. */
  readonly hideLabel?: boolean;
  readonly isDisabled?: boolean;
}

export function Select<Value extends string>({
  label,
  description,
  error,
  options,
  value,
  onChange,
  icon: Icon,
  placeholder = 'Choose',
  hideLabel = false,
  isDisabled = false,
}: SelectProps<Value>) {
  const fieldClass = useFieldClass();
  const chosen = options.find((option) => option.value === value);
  return (
    <AriaSelect
      {...(hideLabel ? { 'aria-label': label } : {})}
      value={value}
      onChange={(key) => {
        const option = options.find((candidate) => candidate.value === key);
        if (option) onChange(option.value);
      }}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      className={hideLabel ? classNames(styles.bare) : fieldClass}
    >
      {!hideLabel && <Label className={classNames(fieldStyles.label)}>{label}</Label>}
      <Button className={classNames(styles.button)}>
        {Icon && <Icon aria-hidden />}
        {/* Its own words, not SelectValue: that copies the option's second line as well. */}
        <span className={classNames(styles.value, chosen === undefined && styles.placeholder)}>
          {chosen?.label ?? placeholder}
        </span>
        <ChevronDown aria-hidden />
      </Button>
      <FieldError text={error} />
      {description !== undefined && (
        <Text slot="description" className={classNames(fieldStyles.description)}>
          {description}
        </Text>
      )}
      <Popover offset={4} className={classNames(listStyles.popover, styles.popover)}>
        <ListBox items={options} className={classNames(listStyles.list)}>
          {(option) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className={classNames(listStyles.item, listStyles.choice)}
            >
              <span className={listStyles.words}>
                <Text slot="label">{option.label}</Text>
                {option.description !== undefined && (
                  <Text slot="description" className={classNames(listStyles.hint)}>
                    {option.description}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
