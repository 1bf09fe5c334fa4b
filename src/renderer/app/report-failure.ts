import { describeFailure, type ErrorContext } from '../../shared/domain/error-text.ts';
import { notify } from '../ui/notices.ts';
import { failureOf } from './call-error.ts';

/** Shows a notice for anything that was thrown: the sentence, the next step, and the detail to copy. */
export function reportFailure(thrown: unknown, about?: ErrorContext): void {
  const failure = failureOf(thrown);
  const { sentence, nextStep } = describeFailure(failure, about ?? {});
  notify({
    tone: 'bad',
    title: sentence,
    text: nextStep,
    detail: failure.detail === '' ? '' : `${failure.code}: ${failure.detail}`,
  });
}
