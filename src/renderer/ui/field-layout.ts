import { createContext } from 'react';

/** Where the labels of the fields inside stand: on top, or in a column at the side (148 px). */
export const FieldLayout = createContext<'top' | 'side'>('top');
