import { AppError } from '../../../shared/domain/error.ts';
import { otherVersion } from './soap-errors.ts';
import { cdc2011, isOtherCdcVersion, soap12 } from './names.ts';
import { serverWords } from './server-words.ts';
import { childOf, type XmlElement } from './xml.ts';

/**
 * What a gateway reports instead of an answer, told apart by the name of the element in its detail: codes and
 * texts differ from one to the next. `unknown` is the contract's own word; `other` has no such element.
 */
export type FaultKind =
  'unknown' | 'unsupported-operation' | 'security' | 'message-too-large' | 'other';

export interface SoapFault {
  readonly kind: FaultKind;
  /** The gateway's own words, safe to show and to log. */
  readonly words: string;
}

const kinds: ReadonlyMap<string, FaultKind> = new Map([
  ['fault', 'unknown'],
  ['UnsupportedOperationFault', 'unsupported-operation'],
  ['SecurityFault', 'security'],
  ['MessageTooLargeFault', 'message-too-large'],
]);

/** Reads an `s:Fault`. Rejects `gateway-other-version` for one of another version of the contract. */
export function readFault(fault: XmlElement): SoapFault {
  const details = childOf(fault, soap12, 'Detail')?.children ?? [];
  const other = details.find(({ namespace }) => isOtherCdcVersion(namespace));
  if (other) throw otherVersion(`A fault of ${other.namespace}`);
  const detail = details.find(({ namespace, name }) => namespace === cdc2011 && kinds.has(name));
  return { kind: kindOf(fault, detail), words: wordsOf(fault, detail) };
}

export const faultError = ({ words }: SoapFault): AppError => new AppError('gateway-fault', words);

function kindOf(fault: XmlElement, detail: XmlElement | undefined): FaultKind {
  if (detail) return kinds.get(detail.name) ?? 'other';
  const code = childOf(fault, soap12, 'Code');
  const values = [code, childOf(code, soap12, 'Subcode')].map(
    (holder) => childOf(holder, soap12, 'Value')?.text.trim() ?? '',
  );
  return values.some((value) => notThere.test(value)) ? 'unsupported-operation' : 'other';
}

/** How SOAP itself (rpc:ProcedureNotPresent) and WS-Addressing call an operation that is not there. */
const notThere = /(^|:)(ProcedureNotPresent|ActionNotSupported)$/;

function wordsOf(fault: XmlElement, detail: XmlElement | undefined): string {
  const field = (name: string): string => childOf(detail, cdc2011, name)?.text ?? '';
  const title = detail === undefined ? '' : `${detail.name} ${field('Code')}`.trim();
  // The contract's own Reason is a fixed word, and the same as the element's name.
  const reason = title.startsWith(field('Reason')) ? '' : field('Reason');
  const text = childOf(childOf(fault, soap12, 'Reason'), soap12, 'Text')?.text ?? '';
  const said = new Set([text, reason, field('Detail')].map(serverWords));
  const all = [serverWords(title), [...said].filter((words) => words !== '').join('; ')];
  return serverWords(all.filter((words) => words !== '').join(': ')) || 'A fault without words';
}
