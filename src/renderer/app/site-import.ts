import { create } from 'zustand';
import type { Failure } from '../../shared/domain/error.ts';
import type { ImportPreview } from '../../shared/domain/site-import.ts';
import { notify } from '../ui/notices.ts';
import { call } from './api.ts';
import { failureOf } from './call-error.ts';
import { reportFailure } from './report-failure.ts';
import { useSites } from './sites-store.ts';

/** The file that sites are imported from; features/imports shows it. */
export type SiteImport =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly preview: ImportPreview };

interface SiteImports {
  readonly file: SiteImport;
  /** The system asks which, or another file is read. */
  readonly isOpening: boolean;
}

const none: SiteImport = { kind: 'none' };

export const useSiteImport = create<SiteImports>(() => ({ file: none, isOpening: false }));

/** Asks which file, and shows what is in it. */
export const chooseImport = (): void => void open(() => call('imports.choose'));

/** Shows what is in a file that was dropped. */
export const openImport = (path: string): void => void open(() => call('imports.open', { path }));

export const closeImport = (): void => useSiteImport.setState({ file: none });

/** Where it was cancelled, what was shown stays. */
async function open(ask: () => Promise<ImportPreview | null>): Promise<void> {
  if (useSiteImport.getState().isOpening) return;
  useSiteImport.setState({ isOpening: true });
  try {
    const preview = await ask();
    if (preview !== null) useSiteImport.setState({ file: { kind: 'open', preview } });
  } catch (thrown) {
    useSiteImport.setState({ file: { kind: 'failed', failure: failureOf(thrown) } });
  } finally {
    useSiteImport.setState({ isOpening: false });
  }
}

/** Asks where to, and saves every site without any password. */
export function exportSites(): void {
  if (useSites.getState().sites.length === 0) {
    notify({ tone: 'info', title: 'There are no sites to export yet.', text: 'Make one first.' });
    return;
  }
  call('sites.export')
    .then((path) => {
      if (path === null) return;
      notify({
        tone: 'info',
        title: 'The sites are saved, without their passwords.',
        text: path,
      });
    })
    .catch(reportFailure);
}
