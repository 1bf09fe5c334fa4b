import { networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Addresses that a computer gives itself when nobody else gave it one (RFC 3927, RFC 4291). */
const selfGiven = /^(169\.254\.|fe[89ab][0-9a-f]:)/i;

/** Whether this computer is on any network besides itself. */
export const hasNetwork = (interfaces: Interfaces = networkInterfaces()): boolean =>
  Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .some(({ internal, address }) => !internal && !selfGiven.test(address));
