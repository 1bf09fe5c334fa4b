import { AppError } from '../../shared/domain/error.ts';
import type { LetterSet } from '../../shared/domain/message-file.ts';
import { forGateway, UnsendableMessage } from '../hl7/for-gateway.ts';
import type { Message } from '../hl7/message.ts';
import { parseMessage } from '../hl7/parse-message.ts';
import type { IndexedMessage } from './message-index.ts';

/**
 * A message as its bytes say. Letters that are no UTF-8 are read as the person has decided for the file:
 * text that is UTF-8 by chance and means something else does not occur.
 */
export function readAs(
  bytes: Buffer,
  { line, offset }: Pick<IndexedMessage, 'line' | 'offset'>,
  letters: LetterSet,
): Message {
  const message = parseMessage(bytes, line, offset);
  return message.invalidText && letters === 'windows-1252'
    ? parseMessage(bytes, line, offset, letters)
    : message;
}

/** The text that is sent. Throws AppError `invalid-input`, which says where and not what. */
export function sendable(message: Message): string {
  try {
    return forGateway(message);
  } catch (thrown) {
    if (!(thrown instanceof UnsendableMessage)) throw thrown;
    throw new AppError('invalid-input', thrown.message, { cause: thrown });
  }
}
