import { SaxesParser } from 'saxes';
import { AppError } from '../../shared/domain/error.ts';
import { mostSites, shownName, unreadable } from './read-sites.ts';

export interface ServerField {
  readonly text: string;
  readonly line: number;
  /** The attribute of that name, which passwords have; empty: none. */
  readonly encoding: string;
}

/** A saved server as it is written, nothing judged. */
export interface Server {
  readonly line: number;
  /** Names of the folders around it, from the outside in. */
  readonly folder: readonly string[];
  /** The text directly inside: its name, in old files. */
  readonly text: string;
  /** By name; of a name that comes twice the first. */
  readonly fields: ReadonlyMap<string, ServerField>;
}

const deepest = 60;
const mostFields = 100;
const longestText = 100_000;

interface OpenElement {
  readonly name: string;
  readonly line: number;
  readonly encoding: string;
  readonly fields: Map<string, ServerField>;
  text: string;
}

/**
 * The saved servers of FileZilla's XML, in order. Strict: a document type is refused, so there are no entities but
 * the five of XML, and nothing is ever fetched. Throws `import-unreadable`, with nothing of the text in it but
 * names of fields that are FileZilla's own.
 */
export function readServers(text: string): readonly Server[] {
  const parser = new SaxesParser({
    xmlns: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  // The parser's own list has the names of JavaScript's objects ("constructor") behind it.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, xmlEntities);
  const open: OpenElement[] = [];
  const servers: Server[] = [];
  parser.on('doctype', () => {
    throw unreadable(parser.line, 'it has a document type, which FileZilla never writes.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === 0 && name !== 'FileZilla3') {
      throw unreadable(parser.line, 'this is not a file of FileZilla 3.');
    }
    if (open.length >= deepest) throw unreadable(parser.line, 'it is nested too deep.');
    const encoding = attributes['encoding'] ?? '';
    open.push({ name, line: parser.line, encoding, fields: new Map(), text: '' });
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed === undefined || parent === undefined) return;
    if (parent.name === 'Server') addField(parent, closed);
    if (closed.name === 'Server' && isList(open)) servers.push(serverOf(closed, open));
    if (servers.length > mostSites) {
      throw unreadable(closed.line, `it has more than ${mostSites.toLocaleString('en')} sites.`);
    }
  });
  const addText = (piece: string): void => {
    const current = open.at(-1);
    if (current && current.text.length < longestText) {
      current.text += piece.slice(0, longestText);
    }
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parse(parser, text, open);
  return servers;
}

const xmlEntities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function parse(parser: SaxesParser, text: string, open: readonly OpenElement[]): void {
  let what = 'the file is damaged';
  try {
    parser.write(text);
    what = 'the file ends too early';
    parser.close();
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The parser's own words may hold a part of a password that was written without escapes.
    throw unreadable(parser.line, `${what}${placeOf(open)}.`);
  }
}

/** In which field, as far as it is one of FileZilla's. */
function placeOf(open: readonly OpenElement[]): string {
  const name = open.map((element) => element.name).findLast((each) => knownFields.has(each));
  return name === undefined ? '' : `, in <${name}>`;
}

const knownFields: ReadonlySet<string> = new Set(
  (
    'FileZilla3 Servers Folder Server Host Port Protocol Type User Pass Account Keyfile Logontype TimezoneOffset ' +
    'PasvMode MaximumMultipleConnections EncodingType CustomEncoding PostLoginCommands Command BypassProxy Name ' +
    'Parameter Comments Colour LocalDir RemoteDir SyncBrowsing DirectoryComparison Bookmark'
  ).split(' '),
);

function addField(server: OpenElement, { name, text, line, encoding }: OpenElement): void {
  if (server.fields.has(name) || server.fields.size >= mostFields) return;
  server.fields.set(name, { text, line, encoding });
}

/** Whether servers directly inside are saved ones: not those of the history, or of a queue. */
const isList = (open: readonly OpenElement[]): boolean =>
  open.every(({ name }, depth) => name === (['FileZilla3', 'Servers'][depth] ?? 'Folder')) &&
  open.length > 1;

const serverOf = ({ line, text, fields }: OpenElement, around: readonly OpenElement[]): Server => ({
  line,
  folder: around
    .slice(2)
    .filter(({ text: name }) => name.trim() !== '')
    .map(({ text: name }) => shownName(name)),
  text: text.trim(),
  fields,
});
