import { basename, dirname, extname, join } from 'node:path';
import type { HandlerParts } from '../ipc/handlers.ts';
import type { Messages } from '../messages/messages.ts';
import { saveWhole } from './save-report.ts';

interface MessageDialogs {
  readonly chooseFiles: () => Promise<readonly string[]>;
  readonly saveAs: (suggested: string, kind: 'answers' | 'summary') => Promise<string | null>;
}

/** What the Messages screen asks the system's dialogs for. */
export function messageFiles(
  messages: Pick<Messages, 'list' | 'open' | 'answersBatch' | 'summaryCsv'>,
  { chooseFiles, saveAs }: MessageDialogs,
): HandlerParts['messageFiles'] {
  const save = async (
    fileId: string,
    kind: 'answers' | 'summary',
    content: (fileId: string) => string,
  ): Promise<string | null> => {
    const path = messages.list().files.find(({ id }) => id === fileId)?.path ?? '';
    const file = await saveAs(suggestedName(path, kind), kind);
    if (file === null) return null;
    await saveWhole(file, content(fileId));
    return file;
  };
  return {
    choose: async () => {
      const paths = await chooseFiles();
      return paths.length === 0 ? [] : messages.open(paths);
    },
    saveAnswers: (fileId) => save(fileId, 'answers', (id) => messages.answersBatch(id)),
    saveSummary: (fileId) => save(fileId, 'summary', (id) => messages.summaryCsv(id)),
  };
}

/** Beside the file, and never its own name. */
export function suggestedName(path: string, kind: 'answers' | 'summary'): string {
  const name = basename(path, extname(path));
  return join(dirname(path), kind === 'answers' ? `${name} answers.hl7` : `${name} summary.csv`);
}
