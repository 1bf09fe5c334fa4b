import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  /** One line below the title. */
  readonly subtitle?: ReactNode;
  /** In a circle at the left; the body is then indented to the title. */
  readonly icon?: LucideIcon;
  /** Alarm gives the red head; only for what must stop a person. */
  readonly tone?: 'info' | 'accent' | 'warn' | 'bad' | 'alarm';
  readonly width?: number;
  readonly isOpen: boolean;
  /** Escape, or the scrim where `dismissable`: the same as the button that changes nothing. */
  readonly onClose: () => void;
  /** A press beside the dialog closes it. */
  readonly dismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
  readonly children?: ReactNode;
  /** Left in the footer (quiet actions such as Details). */
  readonly footerStart?: ReactNode;
  /** Right in the footer; the one that is meant comes last. */
  readonly footer: ReactNode;
}

export function Dialog({
  title,
  subtitle,
  icon: Icon,
  tone = 'info',
  width = 600,
  isOpen,
  onClose,
  dismissable = false,
  role = 'dialog',
  children,
  footerStart,
  footer,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={dismissable}
      className={classNames(styles.scrim)}
    >
      <Modal className={classNames(styles.modal)} style={{ width }}>
        <AriaDialog role={role} className={classNames(styles.dialog, styles[tone])}>
          <div className={styles.head}>
            {Icon && (
              <span className={styles.circle}>
                <Icon aria-hidden />
              </span>
            )}
            <div className={styles.titles}>
              <Heading slot="title" className={classNames(styles.title)}>
                {title}
              </Heading>
              {subtitle !== undefined && <div className={styles.subtitle}>{subtitle}</div>}
            </div>
          </div>
          {children !== undefined && (
            <div className={classNames(styles.body, Icon && styles.indented)}>{children}</div>
          )}
          <div className={styles.footer}>
            <div className={styles.start}>{footerStart}</div>
            {footer}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
