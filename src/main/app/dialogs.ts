import { dialog, type BrowserWindow } from 'electron';
import { leavingWords, type FilesUnderWay } from './files-under-way.ts';

/** The system's file chooser, several files at once; empty when it was cancelled. */
export async function chooseFiles(window: BrowserWindow): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose files to upload',
    buttonLabel: 'Upload',
    properties: ['openFile', 'multiSelections'],
  });
  return canceled ? [] : filePaths;
}

/** The system's file chooser for files of HL7 messages; empty when it was cancelled. */
export async function chooseMessageFiles(window: BrowserWindow): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open HL7 files',
    buttonLabel: 'Open',
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'HL7 files', extensions: ['hl7', 'txt', 'dat'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return canceled ? [] : filePaths;
}

/** Where to save what came back; null when it was cancelled. */
export async function chooseAnswersFile(
  window: BrowserWindow,
  suggested: string,
  kind: 'answers' | 'summary',
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: kind === 'answers' ? 'Save answers' : 'Save summary',
    defaultPath: suggested,
    filters: [
      kind === 'answers'
        ? { name: 'HL7 file', extensions: ['hl7'] }
        : { name: 'Table (CSV)', extensions: ['csv'] },
    ],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Where to save a report; null when it was cancelled. */
export async function chooseReportFile(
  window: BrowserWindow,
  suggested: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save report',
    defaultPath: suggested,
    filters: [
      { name: 'Text', extensions: ['txt'] },
      { name: 'Web page', extensions: ['html', 'htm'] },
    ],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Where to save the history; null when it was cancelled. */
export async function chooseHistoryFile(
  window: BrowserWindow,
  suggested: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export history',
    defaultPath: suggested,
    filters: [{ name: 'Table (CSV)', extensions: ['csv'] }],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Where to save a receipt as PDF; null when it was cancelled. */
export async function choosePdfFile(
  window: BrowserWindow,
  suggested: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save receipt',
    defaultPath: suggested,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  return canceled || filePath === '' ? null : filePath;
}

/** Whether to close the program although files are on their way; "Go on sending" unless the person says otherwise. */
export async function leaveWhileSending(
  window: BrowserWindow,
  files: FilesUnderWay,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    ...leavingWords(files),
    buttons: ['Go on sending', 'Stop and close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
