/**
 * A signal that ends with the first of two, until it is released. Unlike AbortSignal.any it leaves
 * nothing behind on a signal that outlives thousands of pieces of work.
 */
export function eitherSignal(
  one: AbortSignal,
  other: AbortSignal,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const release = () => {
    one.removeEventListener('abort', abort);
    other.removeEventListener('abort', abort);
  };
  if (one.aborted || other.aborted) abort();
  one.addEventListener('abort', abort, { once: true });
  other.addEventListener('abort', abort, { once: true });
  return { signal: controller.signal, release };
}
