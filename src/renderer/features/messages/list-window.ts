import { listWindow } from '../../ui/list-window.ts';

export const rowHeight = 56;

export const { rowsInSight, scrollToRow, rowOfKey } = listWindow(rowHeight);
