import { wayCodes, type ErrorCode } from '../../../shared/domain/error.ts';

/** Whether a connection check can say more. */
export const checkHelps = (code: ErrorCode): boolean => wayCodes.has(code);
