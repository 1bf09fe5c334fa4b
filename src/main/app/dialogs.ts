import { dialog, type BrowserWindow } from 'electron';
import { meaningWords, type MeaningFacts } from './close-window.ts';
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

/** The system's folder chooser; null when it was cancelled. */
export async function chooseFolder(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a folder',
    buttonLabel: 'Choose',
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
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

/**
 * The system's file chooser for saved sites of this and other programs; null when it was cancelled. OpenSSH's files
 * have no ending, so all files are shown.
 */
export async function chooseSitesFile(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import sites',
    buttonLabel: 'Open',
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: 'All files', extensions: ['*'] },
      { name: 'Saved sites', extensions: ['xml', 'ini', 'vbs', 'js', 'json', 'txt'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Where to save every site; null when it was cancelled. */
export async function chooseExportFile(
  window: BrowserWindow,
  suggested: string,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export sites',
    defaultPath: suggested,
    filters: [{ name: 'Sites of CIIS Connect', extensions: ['json'] }],
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

/** What closing the window means, and whether for ever; null: it stays open. */
export async function askMeaning(
  window: BrowserWindow,
  facts: MeaningFacts,
): Promise<{ readonly meaning: 'tray' | 'quit'; readonly always: boolean } | null> {
  const { response, checkboxChecked } = await dialog.showMessageBox(window, {
    type: 'question',
    ...meaningWords(facts),
    buttons: ['Keep running', 'Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
    checkboxLabel: 'Do this always',
  });
  if (response !== 0 && response !== 1) return null;
  return { meaning: response === 0 ? 'tray' : 'quit', always: checkboxChecked };
}
