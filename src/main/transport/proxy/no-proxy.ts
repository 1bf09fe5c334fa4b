import { BlockList, isIP } from 'node:net';

/**
 * Whether a list such as NO_PROXY names a place: "*", a name with all that ends in it ("clinic.example",
 * ".clinic.example", "*.clinic.example"), an IP address or a block of them ("10.0.0.0/8"), each with a port or
 * without. Entries stand behind commas or spaces; one that is none of these names nothing.
 */
export const isExempt = (list: string, host: string, port: number): boolean =>
  list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => fits(entry.toLowerCase(), host.toLowerCase().replace(/\.$/, ''), port));

function fits(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const { place, only } = apart(entry);
  if (only !== null && only !== port) return false;
  const family = isIP(host);
  if (family === 0) {
    const suffix = place.replace(/^\*?\./, '').replace(/\.$/, '');
    return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`));
  }
  return inBlock(place, host, family === 6 ? 'ipv6' : 'ipv4');
}

/** An IPv6 address has colons of its own, and brackets where a port follows. */
function apart(entry: string): { readonly place: string; readonly only: number | null } {
  const [, inBrackets, plain, digits] =
    /^(?:\[([^\]]+)\]|([^:]*))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const place = inBrackets ?? plain ?? entry;
  return { place, only: digits === undefined ? null : Number(digits) };
}

function inBlock(entry: string, host: string, family: 'ipv4' | 'ipv6'): boolean {
  const [address = '', bits] = entry.split('/');
  if (isIP(address) !== (family === 'ipv6' ? 6 : 4)) return false;
  const longest = family === 'ipv6' ? 128 : 32;
  const prefix = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (!(prefix <= longest)) return false;
  const block = new BlockList();
  block.addSubnet(address, prefix, family);
  return block.check(host, family);
}
