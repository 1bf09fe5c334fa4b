/** The drag type of a path of Local Drives: nothing outside this window knows it. */
export const localPathType = 'application/x-ciis-local-path';
