import type { Acknowledgement } from '../../shared/domain/message.ts';

export interface PlainAnswer {
  readonly form: Acknowledgement['form'];
  readonly text: string;
}

/** An answer without what surrounds it; some servers URL-encode it (undone) or send base64 (left alone). */
export function plainAnswer(answer: string): PlainAnswer {
  const text = answer.trim();
  if (/^(MSH|FHS|BHS)%7C/i.test(text)) {
    try {
      return { form: 'url-encoded', text: decodeURIComponent(text.replaceAll('+', ' ')) };
    } catch {
      // Not URL-encoded after all: it is judged as it is.
      return { form: 'plain', text };
    }
  }
  // "MSH|" and its kin, in base64.
  if (/^(TVNIf|RkhTf|QkhTf)[A-Za-z0-9+/\s]*={0,2}$/.test(text)) return { form: 'base64', text };
  return { form: 'plain', text };
}
