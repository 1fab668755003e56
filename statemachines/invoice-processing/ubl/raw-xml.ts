import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isErrorNamed } from '../../kernel/errors.ts';
import { withoutAttachments } from './attachments.ts';
import { excerpt, invalid } from './invalid.ts';

/** Deepest nesting of elements that is read. */
export const MAX_DEPTH = 40;
/** Most tags, opening and closing, that are read. */
export const MAX_TAGS = 500_000;

/** A node as the parser gives it: its tag with the children, and its attributes under `:@`. */
export type RawNode = { readonly ':@'?: Record<string, string>; readonly [tag: string]: unknown };

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
 * The root of a well-formed document within the limits, without DOCTYPE.
 * @throws CountersignError InvalidInput
 */
export function parseXml(text: string): RawNode {
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw invalid('document', 'has a DOCTYPE or entity declaration', 'UBL needs none: send it without');
  if (countTags(text) > MAX_TAGS) throw invalid('document', `has more than ${MAX_TAGS} tags`, 'split the invoice');
  const roots = parse(withoutAttachments(text)).filter((node) => !tagOf(node).startsWith('#'));
  const [root] = roots;
  if (!root || roots.length > 1)
    throw invalid('document', `has ${roots.length} root elements`, 'send one UBL Invoice or CreditNote');
  return root;
}

/** The node's tag as written; text and CDATA begin with `#`. */
export function tagOf(raw: RawNode): string {
  return Object.keys(raw).find((key) => key !== ':@') ?? '#none';
}

export function childrenOf(raw: RawNode): RawNode[] {
  const children = raw[tagOf(raw)];
  return Array.isArray(children) ? children : [];
}

function parse(text: string): RawNode[] {
  try {
    const wellFormed = XMLValidator.validate(text);
    if (wellFormed === true) return parser.parse(text);
    const { line, msg } = wellFormed.err;
    throw invalid(`document, line ${line}`, excerpt(msg, 200), 'send well-formed, complete XML');
  } catch (error) {
    if (isErrorNamed(error, 'InvalidInput')) throw error;
    const what = error instanceof Error ? error.message : String(error);
    throw invalid('document', excerpt(what, 200), `send well-formed XML of at most ${MAX_DEPTH} levels`);
  }
}

function countTags(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0 && count <= MAX_TAGS; at = text.indexOf('<', at + 1)) count += 1;
  return count;
}
