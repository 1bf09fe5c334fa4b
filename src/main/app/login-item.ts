import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { localError } from '../local/local-errors.ts';
import { saveWhole } from './save-report.ts';

/** What starts the program, and how. */
export interface StartCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Starting the program when the person signs in to this computer. */
export interface LoginItem {
  /** Rejects AppError `local-...`. */
  set(on: boolean): Promise<void>;
  /** An entry that is there gets the program's place of today. Rejects AppError `local-...`. */
  refresh(): Promise<void>;
}

/** Electron's part of it, on Windows and macOS. */
export interface SystemLoginItems {
  setLoginItemSettings(settings: {
    readonly openAtLogin: boolean;
    readonly path: string;
    readonly args: string[];
  }): void;
}

export function systemLoginItem(
  system: SystemLoginItems,
  { program, args }: StartCommand,
): LoginItem {
  return {
    set(on) {
      system.setLoginItemSettings({ openAtLogin: on, path: program, args: [...args] });
      return Promise.resolve();
    },
    // The system keeps it up to date, and what the person switched off in its own settings stays off.
    refresh: () => Promise.resolve(),
  };
}

/** An entry in the folder of the XDG autostart specification. */
export function autostartItem(file: string, command: StartCommand): LoginItem {
  const entry = autostartEntry(command);
  const write = async (): Promise<void> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await saveWhole(file, entry);
  };
  return {
    set: (on) => (on ? write() : rm(file, { force: true })).catch(fail),
    async refresh() {
      const saved = await readFile(file, 'utf8').catch(() => null); // None: nothing to bring up to date.
      if (saved !== null && saved !== entry) await write().catch(fail);
    },
  };
}

function fail(thrown: unknown): never {
  throw localError(thrown);
}

/** The XDG base directory specification: a relative path counts as not set. */
export function autostartFile(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const base = environment['XDG_CONFIG_HOME'];
  const folder = base?.startsWith('/') === true ? base : join(home, '.config');
  return join(folder, 'autostart', 'ciis-connect.desktop');
}

export const autostartEntry = ({ program, args }: StartCommand): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=CIIS Connect',
    `Exec=${[program, ...args].map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** An argument of the `Exec` key: quoted, then escaped as every value is (Desktop Entry Specification 1.5). */
const quoted = (argument: string): string =>
  `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
