import { describeFailure } from '../../../shared/domain/error-text.ts';
import type { ImportPreview } from '../../../shared/domain/site-import.ts';
import { call } from '../../app/api.ts';
import { failureOf } from '../../app/call-error.ts';
import { showScreen } from '../../app/navigation-store.ts';
import { useSettings } from '../../app/settings-store.ts';
import { closeImport } from '../../app/site-import.ts';
import { notify } from '../../ui/notices.ts';
import { passwordCount, type ImportChoice } from './import-choice.ts';
import { doneWords } from './import-words.ts';

/** How it goes with what is imported. */
export type Carried =
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'failed'; readonly words: string };

/** Imports what is ticked, and shows the sites that have come. */
export async function carryOut(
  preview: ImportPreview,
  choice: ImportChoice,
  tell: (carried: Carried) => void,
): Promise<void> {
  tell({ kind: 'under-way' });
  const asked = choice.passwords ? passwordCount(preview, choice.sites) : 0;
  try {
    const result = await call('imports.apply', {
      id: preview.id,
      sites: [...choice.sites],
      identities: [...choice.identities],
      passwords: asked > 0,
    });
    closeImport();
    if (result.sites > 0) showScreen('sites');
    notify({ tone: 'info', ...doneWords(result, asked, useSettings.getState().info) });
  } catch (thrown) {
    const { sentence, nextStep } = describeFailure(failureOf(thrown));
    tell({ kind: 'failed', words: `${sentence} ${nextStep}` });
  }
}
