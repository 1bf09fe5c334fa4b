import type { ErrorText } from '../../../shared/domain/error-text.ts';
import type { MessageState } from '../../../shared/domain/message-file.ts';

/** Of a message that may be there the first thing to know is that, not what broke. */
export const failureWords = (state: MessageState, who: string, text: ErrorText): ErrorText =>
  state === 'unknown'
    ? {
        sentence: `${who} may or may not have this message: it was sent, and no answer came back.`,
        nextStep: `Look in ${who} before you send it again. It is never sent again by itself.`,
      }
    : text;
