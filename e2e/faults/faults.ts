import type { Proxy } from '../servers/proxy.ts';
import type { Random } from './random.ts';

/** One way of spoiling a link, at a byte that nobody chose. */
export interface Fault {
  readonly kind: 'cut' | 'end' | 'stall' | 'none';
  /** Told for a run that failed. */
  readonly words: string;
  readonly apply: () => void;
  /** Takes back what was not reached, and lets what was stalled go on. */
  readonly takeBack: () => void;
}

/** Bytes of a link's talk besides the file: the handshakes and the sign-in are within it. */
const mostTalk = 9000;

/**
 * Something that happens to one of these links (of FTPS the control link or whichever data link comes), while
 * connecting, while the file of so many bytes is on its way, or over its last words.
 */
export function someFault(
  random: Random,
  size: number,
  { control, data }: { readonly control: Proxy; readonly data: readonly Proxy[] },
): Fault {
  const kind = random.oneOf(['cut', 'cut', 'cut', 'end', 'stall', 'none'] as const);
  const direction = random.oneOf(['to-server', 'to-server', 'to-client'] as const);
  const onData = data.length > 0 && random.next() < 0.6;
  const carriesFile = direction === 'to-server' && (onData || data.length === 0);
  const count = random.between(0, (carriesFile ? size : 0) + mostTalk);
  const links = onData ? data : [control];
  const words = `${kind} after ${count} bytes ${direction} of the ${onData ? 'data' : 'control'} link`;
  return {
    kind,
    words: kind === 'none' ? 'nothing' : words,
    apply: () => {
      for (const link of links) {
        if (kind === 'cut') link.cutAfterBytes(count, direction);
        if (kind === 'end') link.endAfterBytes(count, direction);
        if (kind === 'stall') link.stallAfterBytes(count, direction);
      }
    },
    takeBack: () => {
      for (const link of links) {
        link.unlimited();
        link.flow();
      }
    },
  };
}
