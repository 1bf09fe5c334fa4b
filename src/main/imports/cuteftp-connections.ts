import { mostSites, unreadable } from './read-sites.ts';
import { vbsStatements, type VbsStatement, type VbsToken } from './vbs-statements.ts';

/** Null: what it is shows only when the script runs. */
type Value = string | null;

interface Property {
  readonly value: Value;
  readonly line: number;
}

/** An object of CuteFTP's as a script fills it. */
export interface Connection {
  readonly line: number;
  /** By name in small letters; the last value that was given. */
  readonly properties: ReadonlyMap<string, Property>;
  /** What the first upload names: a file here and, if given, its place there. */
  readonly upload: { readonly local: Value; readonly remote: Value } | null;
}

interface OpenConnection extends Connection {
  readonly properties: Map<string, Property>;
  upload: Connection['upload'];
  /** It was connected to; a change of its server is another connection. */
  isUsed: boolean;
  /** The one that the same object made before. */
  readonly before: OpenConnection | null;
}

/** What a variable holds: an object that may connect several times. */
interface Holder {
  now: OpenConnection;
}

const serverNames = ['host', 'protocol', 'port', 'login'];
const usingNames = ['connect', 'upload', 'download'];

const longestValue = 4_096;
const deepestWith = 100;
/** CuteFTP's object has about 30. */
const mostProperties = 100;

/**
 * The connections of a script, read from top to bottom without running it: what only some ways through it do
 * counts as done. Throws `import-unreadable` where there are more than anybody has.
 */
export function cuteFtpConnections(text: string): readonly Connection[] {
  const script = new Script();
  for (const statement of vbsStatements(text)) script.read(statement);
  return script.connections.filter((one) => one.before === null || !sameServer(one, one.before));
}

const sameServer = (one: Connection, other: Connection): boolean =>
  serverNames.every(
    (name) => one.properties.get(name)?.value === other.properties.get(name)?.value,
  );

/** What is known at a line of the script. */
class Script {
  readonly connections: OpenConnection[] = [];
  readonly #objects = new Map<string, Holder>();
  readonly #values = new Map<string, Value>();
  /** The objects of the With blocks around; undefined: of another kind. */
  readonly #with: (Holder | undefined)[] = [];

  read({ line, tokens: whole }: VbsStatement): void {
    const tokens = afterThen(whole);
    const [first, second] = tokens;
    if (first === undefined) return;
    if (isWord(first, 'with')) this.#enter(tokens.slice(1));
    else if (isWord(first, 'end') && isWord(second, 'with')) this.#with.pop();
    else if (isWord(first, 'set')) this.#set(line, tokens.slice(1));
    else if (isWord(first, 'const')) this.#assign(line, tokens.slice(1));
    else if (isWord(first, 'call')) this.#act(tokens.slice(1));
    else this.#assignOrAct(line, tokens);
  }

  #enter(tokens: readonly VbsToken[]): void {
    if (this.#with.length < deepestWith) this.#with.push(this.#objects.get(nameOf(tokens)));
  }

  #set(line: number, [name, equals, ...rest]: readonly VbsToken[]): void {
    if (name?.kind !== 'word' || !isMark(equals, '=')) return;
    const isNew =
      rest.some((token) => isWord(token, 'createobject')) &&
      rest.some(({ kind, text }) => kind === 'text' && /^cuteftppro\.teconnection/i.test(text));
    const known = isNew ? { now: this.#open(line, null) } : this.#objects.get(nameOf(rest));
    if (known === undefined) this.#objects.delete(name.text);
    else this.#objects.set(name.text, known);
  }

  #open(line: number, before: OpenConnection | null): OpenConnection {
    const properties = new Map(before?.properties);
    const connection = { line, properties, upload: null, isUsed: false, before };
    this.connections.push(connection);
    if (this.connections.length > mostSites) throw unreadable(line, 'too many connections');
    return connection;
  }

  #assignOrAct(line: number, tokens: readonly VbsToken[]): void {
    const equals = tokens.findIndex((token) => isMark(token, '='));
    if (equals === -1) this.#act(tokens);
    else if (equals <= 3) this.#assign(line, tokens);
  }

  #assign(line: number, tokens: readonly VbsToken[]): void {
    const equals = tokens.findIndex((token) => isMark(token, '='));
    const target = tokens.slice(0, equals);
    const rest = tokens.slice(equals + 1);
    const member = this.#memberOf(target);
    if (member !== null && target.length === member.length) {
      this.#change(member.holder, member.name, { value: this.#valueOf(rest), line });
      return;
    }
    const [name] = target;
    if (target.length === 1 && name?.kind === 'word') {
      this.#values.set(name.text, this.#valueOf(rest));
    }
    this.#act(rest);
  }

  #change(holder: Holder, name: string, property: Property): void {
    const isAnother = serverNames.includes(name) || name === 'password';
    if (isAnother && holder.now.isUsed) holder.now = this.#open(property.line, holder.now);
    const { properties } = holder.now;
    if (properties.has(name) || properties.size < mostProperties) properties.set(name, property);
  }

  /** `x.Upload "a", "b"` and `x.Upload("a", "b")`. */
  #act(tokens: readonly VbsToken[]): void {
    const member = this.#memberOf(tokens);
    if (member === null || !usingNames.includes(member.name)) return;
    const { now } = member.holder;
    now.isUsed = true;
    if (member.name !== 'upload' || now.upload !== null) return;
    const [local = [], remote = []] = argumentsOf(tokens.slice(member.length));
    now.upload = { local: this.#valueOf(local), remote: this.#valueOf(remote) };
  }

  /** The object and the name in `x.Name` or, within With, `.Name`; and how many tokens that are. */
  #memberOf(tokens: readonly VbsToken[]): { holder: Holder; name: string; length: number } | null {
    const [first] = tokens;
    const isInner = isMark(first, '.');
    const holder = isInner ? this.#with.at(-1) : this.#objects.get(first?.text ?? '');
    const length = isInner ? 2 : 3;
    const name = tokens[length - 1];
    const dot = tokens[length - 2];
    if (holder === undefined || !isMark(dot, '.') || name?.kind !== 'word') return null;
    return { holder, name: name.text, length };
  }

  /** Texts, numbers and known names with "&" or "+" between them. */
  #valueOf(tokens: readonly VbsToken[]): Value {
    if (tokens.length % 2 === 0) return null;
    let value = '';
    for (const [index, token] of tokens.entries()) {
      if (index % 2 === 1) {
        if (!isMark(token, '&') && !isMark(token, '+')) return null;
        continue;
      }
      const part = this.#termOf(token);
      if (part === null || value.length + part.length > longestValue) return null;
      value += part;
    }
    return value;
  }

  #termOf({ kind, text }: VbsToken): Value {
    switch (kind) {
      case 'text':
      case 'number':
        return text;
      case 'word':
        return text === 'true' || text === 'false' ? text : (this.#values.get(text) ?? null);
      case 'mark':
        return null;
    }
  }
}

const isWord = (token: VbsToken | undefined, text: string): boolean =>
  token?.kind === 'word' && token.text === text;

const isMark = (token: VbsToken | undefined, text: string): boolean =>
  token?.kind === 'mark' && token.text === text;

/** Empty where there is more than a name. */
const nameOf = ([first, ...rest]: readonly VbsToken[]): string =>
  first?.kind === 'word' && rest.length === 0 ? first.text : '';

/** What `If ... Then` on one line does. */
function afterThen(tokens: readonly VbsToken[]): readonly VbsToken[] {
  if (!isWord(tokens[0], 'if')) return tokens;
  const then = tokens.findIndex((token) => isWord(token, 'then'));
  return then === -1 ? [] : tokens.slice(then + 1);
}

/** With or without brackets around; commas within inner brackets part nothing. */
function argumentsOf(tokens: readonly VbsToken[]): readonly (readonly VbsToken[])[] {
  const hasBrackets = isMark(tokens[0], '(') && isMark(tokens.at(-1), ')');
  const parts: VbsToken[][] = [[]];
  let depth = 0;
  for (const token of hasBrackets ? tokens.slice(1, -1) : tokens) {
    if (isMark(token, '(')) depth += 1;
    if (isMark(token, ')')) depth -= 1;
    if (depth === 0 && isMark(token, ',')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
