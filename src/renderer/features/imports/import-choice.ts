import type { ImportableIdentity, ImportPreview } from '../../../shared/domain/site-import.ts';

/** What the person has ticked. */
export interface ImportChoice {
  /** Keys of sites and identities. */
  readonly sites: ReadonlySet<number>;
  readonly identities: ReadonlySet<number>;
  readonly passwords: boolean;
}

/** Every site but those that are here already; identities and passwords only when they are asked for. */
export const firstChoice = ({ sites }: ImportPreview): ImportChoice => ({
  sites: new Set(sites.flatMap(({ key, isHere }) => (isHere ? [] : [key]))),
  identities: new Set(),
  passwords: false,
});

/** The set with this key in it, or without it. */
export function withKey(
  ticked: ReadonlySet<number>,
  key: number,
  isTicked: boolean,
): ReadonlySet<number> {
  const next = new Set(ticked);
  if (isTicked) next.add(key);
  else next.delete(key);
  return next;
}

/** One that is here already, the same or another, does not come. */
export const canCome = ({ here }: ImportableIdentity): boolean => here === 'no';

/** How many of the ticked sites bring a password. */
export const passwordCount = ({ sites }: ImportPreview, ticked: ReadonlySet<number>): number =>
  sites.filter(({ key, hasPassword }) => hasPassword && ticked.has(key)).length;
