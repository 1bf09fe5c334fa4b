import { AppError } from '../../shared/domain/error.ts';

/** Device names of Windows, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** A server chooses the names of its files: refuses (`invalid-input`) what this computer would take for something else. */
export function checkLocalName(path: string, platform: NodeJS.Platform): void {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const windows = platform === 'win32';
  const refused =
    /\p{Cc}/u.test(name) ||
    ['', '.', '..'].includes(name) ||
    (windows && (/[<>:"|?*]|[. ]$/.test(name) || device.test(name)));
  if (refused)
    throw new AppError('invalid-input', 'This computer can not have a file of that name.');
}
