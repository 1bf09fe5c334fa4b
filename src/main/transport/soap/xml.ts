import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** Empty for none. */
  readonly namespace: string;
  readonly name: string;
  /** Those without a namespace, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly inside, character references resolved, white space kept. */
  readonly text: string;
}

/** `broken`: no well-formed XML document, or more of it than a gateway says. `why` holds names from the text. */
export type XmlReading =
  | { readonly kind: 'document'; readonly root: XmlElement }
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Reads a whole XML 1.0 document with namespaces, strictly. A document type is refused (SOAP forbids it), so
 * there are no entities but the five of XML, and nothing is ever fetched.
 */
export function readXml(text: string): XmlReading {
  try {
    return { kind: 'document', root: parse(text) };
  } catch (error) {
    // The parser's own errors and ours alike say what is wrong with the text.
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'broken', why: why.replace(/\.$/, '') };
  }
}

const deepest = 60;
const mostElements = 20_000;

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

function parse(text: string): XmlElement {
  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  // The parser's own list has the names of JavaScript's objects ("constructor") behind it.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, xmlEntities);
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  parser.on('doctype', () => {
    throw new Error('it has a document type');
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (open.length >= deepest) throw new Error('it is nested too deep');
    if (count > mostElements) throw new Error('it has too many elements');
    const attributes = Object.values(tag.attributes)
      .filter(({ uri }) => uri === '')
      .map(({ local, value }) => [local, value] as const);
    const element: OpenElement = {
      namespace: tag.uri,
      name: tag.local,
      attributes: new Map(attributes),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const addText = (piece: string): void => {
    const current = open.at(-1);
    if (current) current.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  if (root === undefined) throw new Error('it has no element');
  return root;
}

const xmlEntities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The elements of that name directly inside. */
export const childrenOf = (
  parent: XmlElement,
  namespace: string,
  name: string,
): readonly XmlElement[] =>
  parent.children.filter((child) => child.namespace === namespace && child.name === name);

/** The first one, if there is one. */
export const childOf = (
  parent: XmlElement | undefined,
  namespace: string,
  name: string,
): XmlElement | undefined => parent && childrenOf(parent, namespace, name)[0];
