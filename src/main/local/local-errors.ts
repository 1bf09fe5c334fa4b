import { AppError, type ErrorCode } from '../../shared/domain/error.ts';

const codes: ReadonlyMap<unknown, ErrorCode> = new Map(
  Object.entries({
    ENOENT: 'local-not-found',
    ENAMETOOLONG: 'local-not-found',
    ELOOP: 'local-not-found',
    ENODEV: 'local-not-found',
    ENXIO: 'local-not-found',
    EACCES: 'local-permission',
    EPERM: 'local-permission',
    EBUSY: 'local-locked',
    ENOTDIR: 'local-not-a-file',
    EISDIR: 'local-not-a-file',
    EEXIST: 'local-exists',
    ENOSPC: 'local-disk-full',
    EDQUOT: 'local-disk-full',
    EROFS: 'local-permission',
  } as const),
);

/** What the file system threw, as one of our codes. */
export function localError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const errno = (thrown as { readonly code?: unknown } | null)?.code;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(codes.get(errno) ?? 'local-read-failed', detail, { cause: thrown });
}
