import type { FindingCode, Inspection } from '../../shared/domain/inspection.ts';
import type { Site } from '../../shared/domain/site.ts';
import type { Messages } from '../messages/messages.ts';
import type { Screen } from './screen.ts';
import type { SendReport } from './send-report.ts';

/** What sending needs of the real-time engine. */
export type SendingMessages = Pick<
  Messages,
  | 'open'
  | 'onFileChanged'
  | 'setLetters'
  | 'inspect'
  | 'send'
  | 'stop'
  | 'onRunChanged'
  | 'rows'
  | 'answer'
  | 'answersBatch'
  | 'summaryCsv'
>;

/** One `send` of the command line. */
export interface Sending {
  readonly messages: SendingMessages;
  readonly site: Site;
  readonly screen: Screen;
  readonly stopped: AbortSignal;
  readonly report: SendReport;
}

/** A file whose messages may be sent. */
export interface ReadyFile {
  readonly path: string;
  readonly fileId: string;
  readonly inspection: Inspection;
  readonly consent: readonly FindingCode[];
}
