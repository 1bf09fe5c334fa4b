/** Namespaces of SOAP and of the CDC's transport specification. */
export const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
export const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
/** The only version of the CDC contract that this program speaks. */
export const cdc2011 = 'urn:cdc:iisb:2011';

/** Another version of the same contract, such as `urn:cdc:iisb:2014` or that of the hub. */
export const isOtherCdcVersion = (namespace: string): boolean =>
  namespace.startsWith('urn:cdc:iisb:') && namespace !== cdc2011;

/** What a gateway of the CDC contract of 2011 does. */
export const operations = ['connectivityTest', 'submitSingleMessage'] as const;
export type Operation = (typeof operations)[number];
