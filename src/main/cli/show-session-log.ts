import type { SessionLogLine } from '../../shared/domain/session.ts';
import type { SessionLog } from '../log/session-log.ts';
import type { Screen } from './screen.ts';

const marks: Readonly<Record<SessionLogLine['kind'], string>> = {
  sent: '>',
  received: '<',
  info: ' ',
  error: '!',
};

/** `--verbose`: what is said between this program and the server. Returns its undo. */
export function showSessionLog(log: SessionLog, screen: Screen): () => void {
  return log.onAppended((lines) => {
    for (const { at, kind, text } of lines) {
      screen.message(`${new Date(at).toISOString().slice(11, 23)} ${marks[kind]} ${text}`);
    }
  });
}
