import { AppError } from '../../shared/domain/error.ts';
import type { MessageFile } from '../../shared/domain/message-file.ts';
import type { Messages } from '../messages/messages.ts';

/** Opens a file, and resolves when it has been read to its end or can't be. Rejects AppError `cancelled`. */
export function untilRead(
  messages: Pick<Messages, 'open' | 'onFileChanged'>,
  path: string,
  stopped: AbortSignal,
): Promise<MessageFile> {
  return new Promise((resolve, reject) => {
    let fileId: string | null = null;
    const latest = new Map<string, MessageFile>();
    const look = (): void => {
      const file = fileId === null ? undefined : latest.get(fileId);
      if (file === undefined || (file.inspection === null && file.failure === null)) return;
      end();
      resolve(file);
    };
    const stop = (): void => {
      end();
      reject(new AppError('cancelled'));
    };
    stopped.addEventListener('abort', stop, { once: true });
    const undo = messages.onFileChanged((id, file) => {
      if (file !== null) latest.set(id, file);
      look();
    });
    const end = (): void => {
      undo();
      stopped.removeEventListener('abort', stop);
    };
    const [opened] = messages.open([path]);
    if (opened === undefined) {
      end();
      reject(new Error('A file was opened, and is none'));
      return;
    }
    fileId = opened.id;
    if (!latest.has(fileId)) latest.set(fileId, opened);
    look();
  });
}
