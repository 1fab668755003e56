import { excerpt, invalid } from './invalid.ts';

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Replaces XML's five predefined entities and characters by number; nothing else is ever expanded.
 * @throws CountersignError InvalidInput for any other entity
 */
export function unescapeXml(text: string, path: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,20}));|&.{0,20}/gi, (whole, hex, decimal, name) => {
    const character =
      name === undefined ? byNumber(hex ? Number.parseInt(hex, 16) : Number(decimal)) : PREDEFINED[name];
    if (character !== undefined) return character;
    throw invalid(path, `"${excerpt(whole)}" is no character`, 'write & as &amp; and other characters as they are');
  });
}

function byNumber(code: number): string | undefined {
  const allowed =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : undefined;
}
