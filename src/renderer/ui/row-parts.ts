import { createContext, useContext } from 'react';

/** What a row of RowGrid says behind its name when it is read aloud, in this order. */
export const rowParts = ['first', 'second', 'third'] as const;

/** The id of the row that a cell is in. */
export const RowId = createContext('');

/** The id for a cell's element, so that its text is read with the row. */
export const useRowPart = (part: (typeof rowParts)[number]): string =>
  partId(useContext(RowId), part);

export const describedBy = (rowId: string): string =>
  rowParts.map((part) => partId(rowId, part)).join(' ');

const partId = (rowId: string, part: string): string => `${rowId}-${part}`;
