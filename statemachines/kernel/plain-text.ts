const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]+/gu;
const MAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+/g;
/** ISO 13616 shape: 15 to 34 characters, printed in groups or not. */
const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b/gi;
/** ITU E.164 as people print it, and any run of ten or more digits. */
const LONG_NUMBER = /(?:\+|\b00)\d(?:[ ()/.-]{0,2}\d){6,14}|\b\d(?:[ /-]?\d){9,}\b/g;

/**
 * Free text as bounded data: NFC, one line, no control or invisible characters, no mail address, telephone number
 * or account number, at most `limit` characters (an ellipsis tells that there was more).
 */
export function plainText(text: string, limit: number): string {
  // Nothing beyond this can be shown, so the patterns never run over megabytes.
  const readable = text
    .slice(0, limit * 4)
    .normalize('NFC')
    .replace(INVISIBLE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const anonymous = readable.replace(MAIL, '[mail]').replace(IBAN, '[account]').replace(LONG_NUMBER, '[number]');
  const cut = [...anonymous];
  return cut.length <= limit ? anonymous : `${cut.slice(0, limit - 1).join('')}…`;
}
