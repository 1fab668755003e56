import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../../../statemachines/invoice-processing/ubl/raw-xml.ts';
import { readXml } from '../../../../statemachines/invoice-processing/ubl/xml.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';
const NAMESPACES = `xmlns="${UBL}Invoice-2" xmlns:cac="${UBL}CommonAggregateComponents-2" xmlns:cbc="${UBL}CommonBasicComponents-2"`;
const invoice = (content: string) => `<Invoice ${NAMESPACES}>${content}</Invoice>`;
const nested = (levels: number) => '<cac:Party>'.repeat(levels) + '</cac:Party>'.repeat(levels);

describe('readXml refuses', () => {
  it.each([
    ['a document type', `<!DOCTYPE Invoice>${invoice('')}`, /DOCTYPE/],
    [
      'an external entity',
      `<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>${invoice('<cbc:ID>&x;</cbc:ID>')}`,
      /DOCTYPE/,
    ],
    ['an entity of its own', invoice('<cbc:ID>&boom;</cbc:ID>'), /Invoice\/cbc:ID: "&boom;" is no character/],
    ['a control character by number', invoice('<cbc:ID>&#0;</cbc:ID>'), /"&#0;" is no character/],
    ['a surrogate by number', invoice('<cbc:ID>&#xD800;</cbc:ID>'), /is no character/],
    ['a document cut short', invoice('<cbc:ID>1</cbc:ID>').slice(0, -12), /line 1/],
    ['tags that cross', invoice('<cac:Party><cbc:ID></cac:Party></cbc:ID>'), /closing tag/],
    ['two roots', invoice('') + invoice(''), /Multiple possible root/],
    ['two roots, the first closed in itself', `<Invoice ${NAMESPACES}/><Invoice ${NAMESPACES}/>`, /2 root elements/],
    ['text without an element', 'FA-2026-0042', /not expected/],
    ['nesting without end', invoice(nested(MAX_DEPTH + 5)), /at most 40 levels/],
    [
      'namespaces without end',
      invoice(`<cbc:ID ${Array.from({ length: 60 }, (_, index) => `xmlns:n${index}="n"`).join(' ')}/>`),
      /more than 50 namespaces/,
    ],
    ['an attribute of megabytes', invoice(`<cbc:ID x="${'a'.repeat(9_000_000)}/>`), /send well-formed/],
    ['an undeclared prefix', invoice('<x:ID>1</x:ID>'), /prefix "x" is not declared/],
    ['another namespace', '<Invoice xmlns="urn:other">1</Invoice>', /root is Invoice of namespace urn:other/],
    ['no namespace', '<Invoice/>', /namespace none/],
    ['an order', `<Order xmlns="${UBL}Order-2"/>`, /send a UBL 2.1 Invoice or CreditNote/],
    ['a flood of tags', invoice('<cbc:Note/>'.repeat(500_001)), /more than 500000 tags/],
  ])('%s', (_, text, message) => {
    expect(() => readXml(text)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringMatching(message) }),
    );
  });
});

describe('readXml reads', () => {
  it('any prefixes, by namespace', () => {
    const text = `<u:Invoice xmlns:u="${UBL}Invoice-2"><b:ID xmlns:b="${UBL}CommonBasicComponents-2">1</b:ID></u:Invoice>`;
    expect(readXml(text).children).toMatchObject([{ name: 'cbc:ID', path: 'Invoice/cbc:ID', text: '1' }]);
  });

  it('nothing of foreign namespaces, even under the same names', () => {
    const text = invoice('<e:ID xmlns:e="urn:extension">evil</e:ID><cbc:ID>1</cbc:ID>');
    expect(readXml(text).children).toMatchObject([{ name: 'cbc:ID', text: '1' }]);
  });

  it('CDATA as written, predefined entities and numbers once, comments not at all', () => {
    const text = invoice('<cbc:ID> A<![CDATA[&lt;]]>&amp;lt;&#xE9;<!-- no -->B </cbc:ID>');
    expect(readXml(text).children[0]?.text).toBe('A&lt;&lt;éB');
  });

  it('places of repeated elements with their position', () => {
    const text = invoice('<cbc:Note>a</cbc:Note><cbc:ID>1</cbc:ID><cbc:Note>b</cbc:Note>');
    expect(readXml(text).children.map(({ path }) => path)).toEqual([
      'Invoice/cbc:Note[1]',
      'Invoice/cbc:ID',
      'Invoice/cbc:Note[2]',
    ]);
  });
});
