import { describe, expect, it } from 'vitest';
import { withoutAttachments } from '../../../../statemachines/invoice-processing/ubl/attachments.ts';

const wrap = (content: string) =>
  `<a><cbc:EmbeddedDocumentBinaryObject mimeCode="x">${content}</cbc:EmbeddedDocumentBinaryObject><b>1</b></a>`;

describe('withoutAttachments', () => {
  it.each([
    ['short content', wrap('QUJD')],
    ['what is no base64', wrap('&amp;'.repeat(1000))],
    ['content that does not end', `<cbc:EmbeddedDocumentBinaryObject>${'QUJD'.repeat(1000)}`],
    ['the name elsewhere', `<b>EmbeddedDocumentBinaryObject > ${'x, '.repeat(1000)}</b>`],
  ])('leaves %s as it is', (_, text) => {
    expect(withoutAttachments(text)).toBe(text);
  });

  it('leaves out every large one, and a blank one stays blank', () => {
    const large = wrap('QUJD\n'.repeat(1000));
    expect(withoutAttachments(large + wrap(' '.repeat(2000)) + large)).toBe(wrap('-') + wrap('') + wrap('-'));
  });
});
