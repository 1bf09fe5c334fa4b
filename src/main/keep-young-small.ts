import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation as small as it began, so that it is collected every few hundred packets. The
 * memory of what a cipher returns lies outside V8's heap, which counts it but frees it only with its owner;
 * with a young generation that grows, whole heaps are marked instead, a quarter of a large upload's time, and
 * the process holds that memory meanwhile. An engine that does not know the flag goes on as it was.
 */
export function keepYoungSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
