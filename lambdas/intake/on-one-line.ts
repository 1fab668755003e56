/**
 * Words from outside as plain text on one line: NFC, without control and invisible characters, so that they can pass for
 * nothing else where they are shown.
 */
export function onOneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
