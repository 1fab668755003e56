import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { excerpt, invalid } from './invalid.ts';
import { unescapeXml } from './unescape.ts';

/** Deepest nesting of elements that is read. */
export const MAX_DEPTH = 40;
/** Most tags, opening and closing, that are read. */
export const MAX_TAGS = 500_000;

/** Most namespaces in force at one element. */
export const MAX_NAMESPACES = 50;

/** One element of a UBL namespace; elements of other namespaces (extensions, signatures) are left out. */
export interface XmlElement {
  /** `cac:Party`, `cbc:ID` whatever the document's own prefixes; the root by its local name. */
  readonly name: string;
  /** `Invoice/cac:InvoiceLine[3]/cbc:ID`, for messages. */
  readonly path: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Trimmed; without the children's text. */
  readonly text: string;
}

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [`${UBL}CommonAggregateComponents-2`, 'cac:'],
  [`${UBL}CommonBasicComponents-2`, 'cbc:'],
]);
const ROOTS: ReadonlyMap<string, string> = new Map([
  ['Invoice', `${UBL}Invoice-2`],
  ['CreditNote', `${UBL}CreditNote-2`],
]);

type RawNode = { readonly ':@'?: Record<string, string>; readonly [tag: string]: unknown };
type Namespaces = ReadonlyMap<string, string>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  trimValues: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: MAX_DEPTH,
});

/**
 * The root element of a UBL invoice or credit note. No DOCTYPE, no entity beyond XML's own five and characters by
 * number; namespaces are resolved, so a document's choice of prefixes does not matter.
 * @throws CountersignError InvalidInput
 */
export function readXml(text: string): XmlElement {
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw invalid('document', 'has a DOCTYPE or entity declaration', 'UBL needs none: send it without');
  if (countTags(text) > MAX_TAGS) throw invalid('document', `has more than ${MAX_TAGS} tags`, 'split the invoice');
  const roots = parse(withoutAttachments(text)).filter((node) => !tagOf(node).startsWith('#'));
  const [root] = roots;
  if (!root || roots.length > 1)
    throw invalid('document', `has ${roots.length} root elements`, 'send one UBL Invoice or CreditNote');
  return rootElement(root);
}

/** Megabytes of base64 are not worth parsing: all that counts is that there is some. */
function withoutAttachments(text: string): string {
  return text.replace(/(EmbeddedDocumentBinaryObject[^<>]*>)[A-Za-z0-9+/=\s]{64,}(?=<)/g, '$1-');
}

function parse(text: string): RawNode[] {
  const wellFormed = XMLValidator.validate(text);
  if (wellFormed !== true)
    throw invalid(
      `document, line ${wellFormed.err.line}`,
      excerpt(wellFormed.err.msg, 200),
      'send well-formed, complete XML',
    );
  try {
    return parser.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw invalid('document', excerpt(what, 200), `send well-formed XML of at most ${MAX_DEPTH} levels`);
  }
}

function rootElement(raw: RawNode): XmlElement {
  const [prefix, local] = split(tagOf(raw));
  const namespaces = namespacesOf(raw, new Map());
  const uri = namespaces.get(prefix);
  const expected = ROOTS.get(local);
  if (expected === undefined || uri !== expected)
    throw invalid(
      'document',
      `its root is ${excerpt(local)} of namespace ${excerpt(uri ?? 'none', 120)}`,
      'send a UBL 2.1 Invoice or CreditNote',
    );
  return element(raw, local, local, namespaces);
}

function element(raw: RawNode, name: string, path: string, namespaces: Namespaces): XmlElement {
  const nodes = childrenOf(raw);
  const named = nodes.flatMap((node) => {
    const tag = tagOf(node);
    if (tag.startsWith('#')) return [];
    const scope = namespacesOf(node, namespaces);
    const [prefix, local] = split(tag);
    const uri = scope.get(prefix);
    if (uri === undefined && prefix !== '')
      throw invalid(`${path}/${excerpt(tag)}`, `prefix "${excerpt(prefix)}" is not declared`, 'declare its namespace');
    const known = uri === undefined ? undefined : PREFIXES.get(uri);
    return known === undefined ? [] : [{ node, name: `${known}${local}`, scope }];
  });
  const totals = Map.groupBy(named, (child) => child.name);
  const seen = new Map<string, number>();
  const children = named.map((child) => {
    const index = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, index);
    const place = (totals.get(child.name)?.length ?? 1) > 1 ? `${child.name}[${index}]` : child.name;
    return element(child.node, child.name, `${path}/${place}`, child.scope);
  });
  return { name, path, attributes: attributesOf(raw, path), children, text: textOf(nodes, path) };
}

function textOf(nodes: readonly RawNode[], path: string): string {
  let text = '';
  for (const node of nodes) {
    if (typeof node['#text'] === 'string') text += unescapeXml(node['#text'], path);
    const [cdata] = Array.isArray(node['#cdata']) ? node['#cdata'] : [];
    if (typeof cdata?.['#text'] === 'string') text += cdata['#text'];
  }
  return text.trim();
}

function attributesOf(raw: RawNode, path: string): Map<string, string> {
  return new Map(
    Object.entries(raw[':@'] ?? {}).map(([name, value]) => [name, unescapeXml(value, `${path}/@${name}`).trim()]),
  );
}

function namespacesOf(raw: RawNode, inherited: Namespaces): Namespaces {
  const declared = Object.entries(raw[':@'] ?? {}).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return inherited;
  const scope = new Map([...inherited, ...declared.map(([name, uri]) => [name.slice(6), uri.trim()] as const)]);
  if (scope.size > MAX_NAMESPACES)
    throw invalid(excerpt(tagOf(raw)), `has more than ${MAX_NAMESPACES} namespaces`, 'declare those that are used');
  return scope;
}

function tagOf(raw: RawNode): string {
  return Object.keys(raw).find((key) => key !== ':@') ?? '#none';
}

function childrenOf(raw: RawNode): RawNode[] {
  const children = raw[tagOf(raw)];
  return Array.isArray(children) ? children : [];
}

function split(tag: string): [prefix: string, local: string] {
  const colon = tag.indexOf(':');
  return colon < 0 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
}

function countTags(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0 && count <= MAX_TAGS; at = text.indexOf('<', at + 1)) count += 1;
  return count;
}
