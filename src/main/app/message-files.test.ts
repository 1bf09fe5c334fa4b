import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MessageFile } from '../../shared/domain/message-file.ts';
import { tempFolder } from '../storage/testing/temp-database.ts';
import { messageFiles, suggestedName } from './message-files.ts';

function desk({ chosen = [] as readonly string[], savedAs = null as string | null } = {}) {
  const asked: string[] = [];
  const messages = {
    list: () => ({ files: [{ id: 'f', path: '/in/march.hl7' } as MessageFile], runs: [] }),
    open: (paths: readonly string[]) => paths.map((path) => ({ path }) as MessageFile),
    answersBatch: () => 'FHS\rFTS|0\r',
    summaryCsv: () => '\ufeffFile\r\n',
  };
  const dialogs = {
    chooseFiles: () => Promise.resolve(chosen),
    saveAs: (suggested: string) => {
      asked.push(suggested);
      return Promise.resolve(savedAs);
    },
  };
  return { asked, files: messageFiles(messages, dialogs) };
}

it('opens what was chosen', async () => {
  expect(await desk({ chosen: ['/in/a.hl7'] }).files.choose()).toEqual([{ path: '/in/a.hl7' }]);
  expect(await desk().files.choose()).toEqual([]);
});

it('saves to the letter, for this user alone, and says where', async () => {
  const file = join(tempFolder(), 'answers.hl7');
  const { files, asked } = desk({ savedAs: file });
  expect(await files.saveAnswers('f')).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('FHS\rFTS|0\r');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await files.saveSummary('f')).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('\ufeffFile\r\n');
  expect(asked).toEqual([
    suggestedName('/in/march.hl7', 'answers'),
    suggestedName('/in/march.hl7', 'summary'),
  ]);
});

it('saves nothing where it was cancelled', async () => {
  expect(await desk().files.saveAnswers('f')).toBeNull();
});

it('suggests a name beside the file, never its own', () => {
  expect(suggestedName(join('in', 'march.hl7'), 'answers')).toBe(join('in', 'march answers.hl7'));
  expect(suggestedName(join('in', 'march.csv'), 'summary')).toBe(join('in', 'march summary.csv'));
});
