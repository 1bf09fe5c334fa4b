import { findingCodes, type FindingCode } from '../../shared/domain/inspection.ts';
import { siteOptionsSchema } from '../../shared/domain/site.ts';
import { UsageError, type InspectCommand, type SendCommand, type Verb } from './command.ts';
import { printable } from './printable.ts';
import type { Words } from './words.ts';

/** `inspect FILE...`. Throws UsageError. */
export function readInspect({ texts, flags }: Words, paths: readonly string[]): InspectCommand {
  if (paths.length === 0) throw new UsageError('Say which files or folders to look at.', 'inspect');
  refuseEmpty('inspect', [...paths, texts.get('for')]);
  return { kind: 'inspect', paths, site: texts.get('for') ?? null, json: flags.has('json') };
}

/** `send SITE FILE...`. Throws UsageError. */
export function readSend(
  { texts, flags }: Words,
  [site, ...paths]: readonly string[],
): SendCommand {
  if (site === undefined) throw new UsageError('Say which site to send to.', 'send');
  if (paths.length === 0) throw new UsageError('Say which files to send.', 'send');
  refuseEmpty('send', [site, ...paths, texts.get('answers'), texts.get('summary')]);
  return {
    kind: 'send',
    site,
    paths,
    json: flags.has('json'),
    answers: texts.get('answers') ?? null,
    summary: texts.get('summary') ?? null,
    atATime: readLimit(texts.get('limit')),
    yes: readCodes(texts.get('yes')),
  };
}

function refuseEmpty(topic: Verb, names: readonly (string | undefined)[]): void {
  if (names.includes('')) throw new UsageError('An empty name is no file, folder or site.', topic);
}

function readLimit(text: string | undefined): number | null {
  if (text === undefined) return null;
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (siteOptionsSchema.shape.messagesAtATime.safeParse(limit).success) return limit;
  throw new UsageError(
    '--limit is how many messages may be on their way at once: 1 to 16.',
    'send',
  );
}

function readCodes(text: string | undefined): readonly FindingCode[] {
  if (text === undefined) return [];
  return text.split(',').map((each) => {
    const code = findingCodes.find((known) => known === each.trim());
    if (code !== undefined) return code;
    throw new UsageError(
      `"${printable(each)}" is nothing that the pre-flight check finds: "inspect --json" shows the codes.`,
      'send',
    );
  });
}
