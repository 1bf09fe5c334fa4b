import { onExistsSchema, siteOptionsSchema, type OnExists } from '../../shared/domain/site.ts';
import type { UploadOverrides } from '../transfer/upload-overrides.ts';
import { UsageError, type UploadCommand } from './command.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

const { filesAtATime, connections, speedLimit } = siteOptionsSchema.shape;

/** `upload SITE FILE...`. Throws UsageError. */
export function readUpload(
  { texts, flags }: Words,
  [site, ...paths]: readonly string[],
): UploadCommand {
  if (site === undefined) throw new UsageError('Say which site to upload to.', 'upload');
  if (paths.length === 0) throw new UsageError('Say which files or folders to upload.', 'upload');
  if (paths.includes('') || texts.get('to') === '') {
    throw new UsageError('An empty name is no file or folder.', 'upload');
  }
  return {
    kind: 'upload',
    site,
    paths,
    to: texts.get('to') ?? null,
    json: flags.has('json'),
    allowEmpty: flags.has('allow-empty'),
    anyFile: flags.has('any-file'),
    again: flags.has('again'),
    insist: flags.has('insist'),
    overrides: readOverrides(texts),
  };
}

function readOverrides(texts: Words['texts']): UploadOverrides {
  const files = texts.get('files-at-a-time');
  const links = texts.get('connections');
  const limit = texts.get('limit');
  const exists = texts.get('on-exists');
  return {
    ...(files === undefined
      ? {}
      : { filesAtATime: readCount(files, filesAtATime, '--files-at-a-time is 1 to 64.') }),
    ...(links === undefined
      ? {}
      : { connections: readCount(links, connections, '--connections is 1 to 10.') }),
    ...(limit === undefined ? {} : { speedLimit: readRate(limit) }),
    ...(exists === undefined ? {} : { onExists: readOnExists(exists) }),
  };
}

function readCount(text: string, schema: typeof filesAtATime, mistake: string): number {
  const count = /^\d{1,4}$/.test(text) ? schema.safeParse(Number(text)) : null;
  if (count?.success === true) return count.data;
  throw new UsageError(mistake, 'upload');
}

/** "300" and "300k": KiB a second; "2m": MiB. */
function readRate(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,8})([km]?)$/i.exec(text) ?? [];
  const kib = Number(number) * (unit.toLowerCase() === 'm' ? 1024 : 1);
  if (number !== '' && speedLimit.safeParse(kib).success) return kib;
  throw new UsageError(
    '--limit is KiB a second for all files together: 500, 500k or 2m (MiB); 0 for no limit.',
    'upload',
  );
}

function readOnExists(text: string): OnExists {
  const choice = onExistsSchema.exclude(['ask']).safeParse(text);
  if (choice.success) return choice.data;
  const choices = onExistsSchema.exclude(['ask']).options.join(', ');
  throw new UsageError(`--on-exists knows ${choices}, and not "${printable(text)}".`, 'upload');
}
