import { create } from 'zustand';
import { gatewayKind } from '../../../shared/domain/presets.ts';
import type { FindingCode, InspectionPurpose } from '../../../shared/domain/inspection.ts';
import type { Selection } from '../../../shared/domain/message-file.ts';
import type { SiteView } from '../../../shared/ipc/contract.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { reportFailure } from '../../app/report-failure.ts';
import { consentQuestion, type ConsentQuestion } from './consent.ts';
import { everyRow, isDoubtful } from './load-rows.ts';
import type { SendChoice } from './send-choice.ts';

/** Sending that waits for the person: first about messages that may be there already, then about the file. */
export interface Asked {
  readonly siteId: string;
  readonly fileId: string;
  readonly purpose: InspectionPurpose;
  readonly choice: SendChoice;
  readonly step:
    | { readonly kind: 'doubtful'; readonly count: number; readonly then: ConsentQuestion }
    | Exclude<ConsentQuestion, { readonly kind: 'none' }>;
}

interface Sending {
  readonly asked: Asked | null;
  /** The pre-flight check of a Send that was pressed runs. */
  readonly busy: boolean;
}

export const useSending = create<Sending>(() => ({ asked: null, busy: false }));

export const purposeOf = ({ host }: Pick<SiteView, 'host'>): InspectionPurpose =>
  gatewayKind(host) === 'production' ? 'gateway-production' : 'gateway-test';

/** Looks at the file for this site, asks what has to be asked, and sends. A failure becomes a notice. */
export async function send(site: SiteView, fileId: string, choice: SendChoice): Promise<void> {
  if (useSending.getState().busy) return;
  useSending.setState({ busy: true });
  try {
    const [inspection, count] = await Promise.all([
      call('messages.inspect', { siteId: site.id, fileId }),
      doubtfulAmong(fileId, choice.selection),
    ]);
    const purpose = purposeOf(site);
    const question = consentQuestion(inspection.findings, purpose);
    await goOn({ siteId: site.id, fileId, purpose, choice }, count, question);
  } catch (thrown) {
    reportFailure(thrown);
  } finally {
    useSending.setState({ busy: false });
  }
}

/** How many of those that are to be sent the registry may have already. */
async function doubtfulAmong(fileId: string, selection: Selection): Promise<number> {
  if (selection.kind === 'unsent' || selection.kind === 'refused') return 0;
  const trouble = await everyRow({ fileId, filter: 'trouble', search: '' });
  const wanted = selection.kind === 'some' ? new Set(selection.indexes) : null;
  return trouble.filter((row) => isDoubtful(row) && (wanted === null || wanted.has(row.index)))
    .length;
}

/** Main leaves those in doubt out of `all`, unless the person said yes to them. */
const withDoubtful = (choice: SendChoice): SendChoice =>
  choice.selection.kind === 'all' ? { ...choice, selection: { kind: 'every' } } : choice;

type About = Omit<Asked, 'step'>;

async function goOn(about: About, doubtful: number, question: ConsentQuestion): Promise<void> {
  if (question.kind === 'refused') useSending.setState({ asked: { ...about, step: question } });
  else if (doubtful > 0)
    useSending.setState({
      asked: { ...about, step: { kind: 'doubtful', count: doubtful, then: question } },
    });
  else if (question.kind === 'none') await start(about, []);
  else useSending.setState({ asked: { ...about, step: question } });
}

/** The person said yes to what is asked now. */
export async function agree(): Promise<void> {
  const { asked } = useSending.getState();
  useSending.setState({ asked: null });
  if (asked === null) return;
  const { step, ...about } = asked;
  switch (step.kind) {
    case 'doubtful':
      await goOn({ ...about, choice: withDoubtful(about.choice) }, 0, step.then);
      break;
    case 'question':
    case 'explicit':
      await start(about, step.codes);
      break;
    case 'refused':
      break;
  }
}

/** The person does not want to send. */
export const decline = (): void => useSending.setState({ asked: null });

async function start(about: About, consent: readonly FindingCode[]): Promise<void> {
  const { siteId, fileId, choice } = about;
  try {
    await call('messages.send', {
      siteId,
      fileId,
      selection: choice.selection,
      consent: [...consent],
    });
  } catch (thrown) {
    // The file or the site has changed since it was looked at: what is found now is asked about.
    if (failureOf(thrown).code !== 'consent-needed' || !(await askAnew(about, consent)))
      reportFailure(thrown);
  }
}

/** False where there is nothing that was not agreed to already. Throws what main answers with. */
async function askAnew(about: About, consent: readonly FindingCode[]): Promise<boolean> {
  const { siteId, fileId } = about;
  const { findings } = await call('messages.inspect', { siteId, fileId });
  const question = consentQuestion(findings, about.purpose);
  if (question.kind === 'none') return false;
  if (question.kind !== 'refused' && question.codes.every((code) => consent.includes(code)))
    return false;
  useSending.setState({ asked: { ...about, step: question } });
  return true;
}
