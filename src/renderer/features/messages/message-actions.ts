import { call } from '../../app/api.ts';
import { chooseMessageFiles, openMessageFiles } from '../../app/messages-store.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { notify } from '../../ui/notices.ts';
import { showFile } from './view-store.ts';

/** What the buttons of the screen do. Each failure becomes a notice. */

export async function openFiles(paths: readonly string[]): Promise<void> {
  const fileId = await openMessageFiles(paths);
  if (fileId !== null) showFile(fileId);
}

export async function chooseFiles(): Promise<void> {
  const fileId = await chooseMessageFiles();
  if (fileId !== null) showFile(fileId);
}

export function closeFile(fileId: string): void {
  call('messages.close', { fileId }).catch(reportFailure);
}

/** Reads a file whose letters are Western European text in its own way. */
export function readAsWestern(fileId: string): void {
  call('messages.setLetters', { fileId, letters: 'windows-1252' }).catch(reportFailure);
}

export function pauseRun(runId: string): void {
  call('messages.pause', { runId }).catch(reportFailure);
}

export function resumeRun(runId: string): void {
  call('messages.resume', { runId }).catch(reportFailure);
}

export function stopRun(runId: string): void {
  call('messages.stop', { runId }).catch(reportFailure);
}

export async function saveAnswers(fileId: string): Promise<void> {
  await saved('The answers are saved.', call('messages.saveAnswers', { fileId }));
}

export async function saveSummary(fileId: string): Promise<void> {
  await saved('The summary is saved.', call('messages.saveSummary', { fileId }));
}

async function saved(title: string, asked: Promise<string | null>): Promise<void> {
  try {
    const path = await asked;
    if (path !== null) notify({ tone: 'info', title, text: path });
  } catch (thrown) {
    reportFailure(thrown);
  }
}
