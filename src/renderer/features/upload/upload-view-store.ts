import { create } from 'zustand';
import type { Dragged } from './drag-words.ts';

export type QueueTab = 'queue' | 'done' | 'failed' | 'log';

/** What the Upload screen shows that is nobody else's business. */
interface UploadView {
  readonly tab: QueueTab;
  readonly dragged: Dragged | null;
  /** Shares of the first side of the two dividers; null: as they come. */
  readonly panesShare: number | null;
  readonly queueShare: number | null;
}

export const useUploadView = create<UploadView>(() => ({
  tab: 'queue',
  dragged: null,
  panesShare: null,
  queueShare: null,
}));

export const showTab = (tab: QueueTab): void => useUploadView.setState({ tab });
export const setDragged = (dragged: Dragged | null): void => useUploadView.setState({ dragged });
