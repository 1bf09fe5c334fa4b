import styles from './Spinner.module.css';

/** Says nothing by itself: the words beside it do. */
export function Spinner({ size = 16 }: { readonly size?: number }) {
  return (
    <svg
      className={styles.spinner}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden
      focusable="false"
    >
      <path d="M8 1.5A6.5 6.5 0 1 0 14.5 8" />
    </svg>
  );
}
