/** A Content-Type header, taken apart (RFC 9110, 8.3). Names are in lower case, values as they came. */
export interface ContentType {
  /** "text/xml"; empty where there is none. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

export function parseContentType(header: string | undefined): ContentType {
  const text = (header ?? '').slice(0, 2000);
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of text.matchAll(parameter)) {
    const value = quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1');
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
  }
  const [type = ''] = text.split(';');
  return { type: type.trim().toLowerCase(), parameters };
}
