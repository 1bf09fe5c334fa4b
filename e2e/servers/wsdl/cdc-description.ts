import { readFileSync } from 'node:fs';

const file = new URL('cdc-iis-2011.wsdl', import.meta.url);

/** This project's own description of the CDC contract, for a service at that address. */
export const cdcDescription = (serviceAddress: string): string =>
  readFileSync(file, 'utf8').replace('SERVICE_ADDRESS', serviceAddress.replaceAll('&', '&amp;'));
