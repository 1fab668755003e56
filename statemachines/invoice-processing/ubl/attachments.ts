const ELEMENT = 'EmbeddedDocumentBinaryObject';
const WORTH_LEAVING_OUT = 1000;

/**
 * The document with the base64 of its large attachments replaced by `-`: megabytes are not worth parsing when all that
 * counts is that there is some content.
 */
export function withoutAttachments(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf(ELEMENT); at >= 0; ) {
    const start = text.indexOf('>', at) + 1;
    const end = text.indexOf('<', start);
    if (start === 0 || end < 0) break;
    if (end - start >= WORTH_LEAVING_OUT && !/[^A-Za-z0-9+/=\s]/.test(text.slice(start, end))) {
      kept += `${text.slice(from, start)}${text.slice(start, end).trim() === '' ? '' : '-'}`;
      from = end;
    }
    at = text.indexOf(ELEMENT, end);
  }
  return kept + text.slice(from);
}
