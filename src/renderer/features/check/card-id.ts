/** The id of a site's card in the page. */
export const cardId = (siteId: string): string => `check-${siteId}`;
