import { excerpt, invalid } from './invalid.ts';
import { childrenOf, parseXml, type RawNode, tagOf } from './raw-xml.ts';
import { unescapeXml } from './unescape.ts';

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

type Namespaces = ReadonlyMap<string, string>;

/**
 * The root element of a UBL invoice or credit note. No DOCTYPE, no entity beyond XML's own five and characters by
 * number; namespaces are resolved, so a document's choice of prefixes does not matter.
 * @throws CountersignError InvalidInput
 */
export function readXml(text: string): XmlElement {
  return rootElement(parseXml(text));
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

function split(tag: string): [prefix: string, local: string] {
  const colon = tag.indexOf(':');
  return colon < 0 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
}
