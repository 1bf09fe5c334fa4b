import { resolve } from 'node:path';
import { toFailure } from '../../../shared/domain/error.ts';
import { aboutSite } from '../../../shared/domain/error-text.ts';
import type { Site } from '../../../shared/domain/site.ts';
import { purposeOf } from '../../messages/purpose-of.ts';
import type { SiteStore } from '../../sites/site-store.ts';
import { expand } from '../../transfer/expand.ts';
import { UsageError, type SendCommand } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { findSite } from '../find-site.ts';
import type { Io } from '../io.ts';
import { joinBatches, joinTables } from '../join-answers.ts';
import { lookAtMessages } from '../look-at-messages.ts';
import { plainFailure } from '../output.ts';
import { prepareOutput, type OutputFile } from '../output-file.ts';
import { printable } from '../printable.ts';
import { refuseBadProxy } from '../refuse-bad-proxy.ts';
import type { Screen } from '../screen.ts';
import { sendMessages } from '../send-messages.ts';
import { SendReport } from '../send-report.ts';
import type { Sending, SendingMessages } from '../sending.ts';

export interface SendServices {
  readonly sites: Pick<SiteStore, 'find' | 'snapshot'>;
  readonly secrets: { readonly name: string };
  readonly messages: SendingMessages;
}

/** Looks at every file and asks what is to be asked; then sends them, and tells each answer and the sum. */
export async function send(
  { sites, secrets, messages }: SendServices,
  screen: Screen,
  io: Io,
  command: SendCommand,
): Promise<ExitCode> {
  const site = findSite(sites, command.site, 'send');
  refuseOtherKinds(site);
  await refuseBadProxy(io, [site], 'send');
  const { stopped } = io;
  const place = (path: string): string => resolve(io.workingFolder, path);
  const paths = (await expand(command.paths.map(place), stopped)).map((file) => file.localPath);
  const report = new SendReport(screen, site, secrets.name, command.json);
  const sending: Sending = { messages, site, screen, stopped, report };
  const outputs = await prepareOutputs(messages, command, place, paths);
  try {
    if (purposeOf(site) === 'gateway-production') {
      screen.message('Production: what you send is real.');
    }
    if (paths.length === 0) report.nothing();
    const ready = await lookAtMessages(sending, paths, command.yes);
    await sendMessages(sending, ready);
    await save(
      sending,
      outputs,
      ready.map(({ fileId }) => fileId),
    );
    return report.sum();
  } finally {
    for (const { file } of outputs) await file.close();
  }
}

function refuseOtherKinds({ protocol, label }: Site): void {
  if (protocol === 'soap') return;
  const hint = protocol === 'web' ? '' : ' "ciis-connect upload" sends whole files to it.';
  throw new UsageError(
    `"${printable(label)}" takes no messages: it is no real-time gateway.${hint}`,
    'send',
  );
}

interface Output {
  readonly path: string;
  readonly file: OutputFile;
  /** What goes into it, of files of which something was sent. */
  readonly textOf: (fileIds: readonly string[]) => string;
}

/** Throws UsageError where something would be overwritten that is needed. */
async function prepareOutputs(
  messages: SendingMessages,
  { answers, summary }: SendCommand,
  place: (path: string) => string,
  inputs: readonly string[],
): Promise<readonly Output[]> {
  const wanted = [
    { typed: answers, textOf: answersOf(messages) },
    { typed: summary, textOf: summariesOf(messages) },
  ].flatMap(({ typed, textOf }) => (typed === null ? [] : [{ path: place(typed), textOf }]));
  const taken = [...inputs];
  for (const { path } of wanted) {
    if (taken.includes(path)) {
      throw new UsageError(`${printable(path)} can't be two things at once.`, 'send');
    }
    taken.push(path);
  }
  const outputs: Output[] = [];
  for (const { path, textOf } of wanted) {
    try {
      outputs.push({ path, textOf, file: await prepareOutput(path) });
    } catch (thrown) {
      for (const { file } of outputs) await file.close();
      throw thrown;
    }
  }
  return outputs;
}

const answersOf =
  (messages: SendingMessages) =>
  (fileIds: readonly string[]): string =>
    joinBatches(fileIds.map((id) => messages.answersBatch(id)));

const summariesOf =
  (messages: SendingMessages) =>
  (fileIds: readonly string[]): string =>
    joinTables(fileIds.map((id) => messages.summaryCsv(id)));

/** Whatever became of the run: what was answered is worth keeping. */
async function save(
  { screen, report, site }: Sending,
  outputs: readonly Output[],
  fileIds: readonly string[],
): Promise<void> {
  for (const { path, file, textOf } of outputs) {
    if (fileIds.length === 0) {
      screen.problem(`Nothing was sent, so ${printable(path)} was not written.`);
      continue;
    }
    try {
      await file.save(textOf(fileIds));
      screen.message(`Saved ${printable(path)}.`);
    } catch (thrown) {
      const failure = toFailure(thrown);
      report.failed(failure);
      screen.problem(plainFailure(failure, { ...aboutSite(site), file: printable(path) }));
    }
  }
}
