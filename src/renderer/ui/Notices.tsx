import { CircleAlert, CircleX, Info, X } from 'lucide-react';
import { classNames } from './class-names.ts';
import { CopyButton } from './CopyButton.tsx';
import { IconButton } from './IconButton.tsx';
import { closeNotice, useNotices } from './notices.ts';
import styles from './Notices.module.css';

const icons = { bad: CircleX, warn: CircleAlert, info: Info };

/** Once in the window. The words were announced when they came, so this is no live region. */
export function Notices() {
  const notices = useNotices((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className={styles.notices} data-react-aria-top-layer="true">
      {notices.map((notice) => {
        const Icon = icons[notice.tone];
        return (
          <div key={notice.id} className={classNames(styles.notice, styles[notice.tone])}>
            <Icon aria-hidden />
            <div className={styles.words}>
              <div className={styles.title}>{notice.title}</div>
              <div>{notice.text}</div>
              {notice.detail !== undefined && notice.detail !== '' && (
                <div className={styles.detail}>
                  <CopyButton size="small" label="Copy details" text={notice.detail} />
                </div>
              )}
            </div>
            <IconButton
              size="small"
              icon={X}
              label="Close this notice"
              onPress={() => closeNotice(notice.id)}
            />
          </div>
        );
      })}
    </section>
  );
}
