import styles from './DetailList.module.css';

/** A name and its value; mono for what is compared letter by letter. */
export interface Detail {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
}

export function DetailList({ details }: { readonly details: readonly Detail[] }) {
  return (
    <dl className={styles.list}>
      {details.map(({ name, value, mono }) => (
        <div key={name} className={styles.entry}>
          <dt>{name}</dt>
          <dd className={mono === true ? styles.mono : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same as text, for the clipboard. */
export const detailsText = (details: readonly Detail[]): string =>
  details.map(({ name, value }) => `${name}: ${value}`).join('\n');
