const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A whole sitemanager.xml. */
export const file = (servers: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<FileZilla3 version="3.66.5" platform="windows">\n<Servers>\n${servers}\n</Servers>\n</FileZilla3>\n`;

type Fields = Readonly<Record<string, string>>;

/** A server of it, a line for each field; one that is set to '' is not written. */
export function server(change: Fields = {}, extra = ''): string {
  const fields: Fields = {
    Host: 'sslftp.cohealthnet.com',
    Port: '1971',
    Protocol: '4',
    Type: '0',
    User: 'riverside_peds',
    Logontype: '1',
    PasvMode: 'MODE_DEFAULT',
    MaximumMultipleConnections: '0',
    EncodingType: 'Auto',
    BypassProxy: '0',
    Name: 'CIIS',
    ...change,
  };
  const lines = Object.entries(fields)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `<${name}>${text}</${name}>`);
  return `<Server>\n${[...lines, extra].join('\n')}\n</Server>`;
}

export const pass = (password: string): string =>
  `<Pass encoding="base64">${base64(password)}</Pass>`;
