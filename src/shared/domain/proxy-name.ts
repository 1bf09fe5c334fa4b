/** A proxy as people read it: "proxy.clinic.example, port 3128". */
export const proxyName = (host: string, port: number): string => `${host}, port ${port}`;

/** The detail of a failure at a proxy. It begins with its name, so that the words for the failure can name it. */
export const detailAtProxy = (name: string, what: string): string => `The proxy ${name}: ${what}`;

const named = /^The proxy (([\w.:-]{1,255}), port \d{1,5}): /;

/** The proxy that such a detail names; null for any other. */
export function proxyIn(detail: string): { readonly name: string; readonly host: string } | null {
  const [, name, host] = named.exec(detail) ?? [];
  return name === undefined || host === undefined ? null : { name, host };
}
