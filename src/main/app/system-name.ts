import { arch, release, type, version } from 'node:os';

/** "Windows 11 Pro (10.0.26100), x64" */
export const systemName = (platform: NodeJS.Platform): string =>
  `${platform === 'win32' ? version() : (systems[platform] ?? type())} (${release()}), ${arch()}`;

const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'macOS (Darwin)' };
