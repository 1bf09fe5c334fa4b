/** When this window opened (ms since 1970): what ended earlier is not part of the work at hand. */
export const windowOpenedAt = Date.now();
