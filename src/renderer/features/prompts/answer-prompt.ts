import type { PromptAnswer } from '../../../shared/domain/prompt.ts';
import { call } from '../../app/api.ts';
import { dropPrompt } from '../../app/prompts-store.ts';
import { reportFailure } from '../../app/report-failure.ts';

/** Sends the person's answer and takes the question off the screen. */
export function answerPrompt(id: string, answer: PromptAnswer): void {
  dropPrompt(id);
  call('prompts.answer', { id, answer }).catch(reportFailure);
}
