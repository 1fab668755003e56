import { excerpt, invalid } from './invalid.ts';

/** Largest document that is read, bytes. */
export const MAX_BYTES = 10 * 1024 * 1024;

const BYTE_ORDER_MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

const DECLARED = ['utf-8', 'us-ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252'];

/** What XML 1.0 allows as a character, section 2.2; surrogates are the decoder's business. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * XML bytes as text: by byte order mark (UTF-8, UTF-16), else by the XML declaration, else UTF-8.
 * @throws CountersignError InvalidInput: too large, empty, unknown encoding, bytes that are no text in it
 */
export function decodeXml(raw: Uint8Array): string {
  if (raw.length === 0) throw invalid('document', 'is empty', 'send a UBL 2.1 Invoice or CreditNote');
  if (raw.length > MAX_BYTES)
    throw invalid('document', `has ${raw.length} bytes, the limit is ${MAX_BYTES}`, 'send large attachments by link');
  const encoding = encodingOf(raw);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    throw invalid('document', `is no valid ${encoding} text`, 'send it in the encoding that it declares');
  }
  const bad = FORBIDDEN.exec(text);
  if (bad)
    throw invalid(
      `document, character ${bad.index + 1}`,
      'is a control character, which XML forbids',
      'send well-formed XML',
    );
  return text;
}

function encodingOf(raw: Uint8Array): string {
  const marked = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => raw[index] === byte));
  if (marked) return marked.encoding;
  const head = new TextDecoder('latin1').decode(raw.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1]?.toLowerCase();
  if (declared === undefined) return 'utf-8';
  if (DECLARED.includes(declared)) return declared;
  const remedy = declared.startsWith('utf-16') ? 'UTF-16 needs a byte order mark' : `use one of ${DECLARED.join(', ')}`;
  throw invalid('XML declaration', `encoding "${excerpt(declared)}" can't be read here`, remedy);
}
