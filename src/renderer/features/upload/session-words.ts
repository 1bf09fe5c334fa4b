import type { ErrorCode } from '../../../shared/domain/error.ts';
import type { SessionState } from '../../../shared/domain/session.ts';

/** The state chip of the toolbar. */
export interface SessionChip {
  readonly tone: 'good' | 'bad' | 'neutral';
  readonly icon: 'check' | 'busy' | 'unplug' | 'cross';
  readonly text: string;
}

const signInCodes: ReadonlySet<ErrorCode> = new Set([
  'login-refused',
  'login-method-refused',
  'login-paused',
]);

export function sessionChip(state: SessionState): SessionChip {
  switch (state.status) {
    case 'connected':
      return { tone: 'good', icon: 'check', text: 'Connected' };
    case 'connecting':
      return { tone: 'neutral', icon: 'busy', text: 'Connecting' };
    case 'disconnected':
      return { tone: 'neutral', icon: 'unplug', text: 'Not connected' };
    case 'failed':
      return { tone: 'bad', icon: 'cross', text: failedWords(state.failure.code) };
  }
}

function failedWords(code: ErrorCode): string {
  if (signInCodes.has(code)) return 'Sign-in refused';
  if (code === 'identity-changed') return 'Identity changed';
  if (code === 'identity-unknown') return 'Not accepted';
  if (code === 'port-silent' || code === 'port-refused' || code === 'data-port-blocked')
    return 'Blocked';
  return 'Not connected';
}

/**
 * Why nothing may be sent until the person acted: another try could lock the account, or would go
 * to a server that may be somebody else's. Null: sending connects by itself.
 */
export function sendBlock(state: SessionState): 'sign-in' | 'identity' | null {
  if (state.status !== 'failed') return null;
  if (signInCodes.has(state.failure.code)) return 'sign-in';
  return state.failure.code === 'identity-changed' ? 'identity' : null;
}
