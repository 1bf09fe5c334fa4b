import type { AppInfo } from '../../shared/ipc/contract.ts';
import type { Services } from '../compose.ts';

export interface AppInfoParts {
  readonly version: string;
  readonly dataFolder: string;
  readonly canStartWithComputer: boolean;
  readonly services: Pick<Services, 'secrets' | 'notices'>;
}

/** What the window shows of the program itself. */
export async function appInfo({
  version,
  dataFolder,
  canStartWithComputer,
  services,
}: AppInfoParts): Promise<AppInfo> {
  const { platform } = process;
  return {
    version,
    electron: process.versions.electron,
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    dataFolder,
    keychainName: services.secrets.name,
    keychainProblem: await services.secrets.problem(),
    canStartWithComputer,
    notices: services.notices(),
  };
}
