import type { Site } from '../../../shared/domain/site.ts';

/** What is being dragged: from Local Drives with words and size, from outside only a count. */
export type Dragged =
  | {
      readonly from: 'local';
      readonly count: number;
      readonly send: string;
      readonly size: string | null;
    }
  | { readonly from: 'outside'; readonly count: number };

/** What the lit target says. `folder`: where they go, "your folder" or its name. */
export function dragWords(
  dragged: Dragged,
  site: Pick<Site, 'label' | 'host'>,
  folder: string,
): { readonly title: string; readonly text: string } {
  const what =
    dragged.from === 'local'
      ? dragged.send
      : // Whether they are files or folders is only told when they are dropped.
        `Send ${dragged.count} ${dragged.count === 1 ? 'item' : 'items'}`;
  const size = dragged.from === 'local' && dragged.size !== null ? `${dragged.size}. ` : '';
  return {
    title:
      dragged.from === 'outside' && dragged.count === 0
        ? `Send to ${site.label}`
        : `${what} to ${site.label}`,
    text: `${size}${dragged.count === 1 ? 'It goes' : 'They go'} to ${folder} at ${site.host}.`,
  };
}
