import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFindings } from '../../../../statemachines/invoice-processing/controls/document/document-rules.ts';
import { readUbl } from '../../../../statemachines/invoice-processing/ubl/read-ubl.ts';
import { CountersignError } from '../../../../statemachines/kernel/errors.ts';
import { bytes, sampleXml } from '../../../samples/sample-xml.ts';

const clean = sampleXml();

/** Reads or refuses; anything else that is thrown fails the test. */
function readsOrRefuses(raw: Uint8Array): 'read' | 'refused' {
  try {
    documentFindings(readUbl(raw));
    return 'read';
  } catch (error) {
    expect(error).toBeInstanceOf(CountersignError);
    expect(error).toMatchObject({ name: 'InvalidInput' });
    return 'refused';
  }
}

describe('reading a document never fails in any other way than InvalidInput', () => {
  it('for arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => readsOrRefuses(raw) === 'refused'));
  });

  it('for documents cut short anywhere', () => {
    const end = clean.trimEnd().length;
    fc.assert(fc.property(fc.nat(end - 1), (length) => readsOrRefuses(bytes(clean.slice(0, length))) === 'refused'));
  });

  it('for documents with a piece taken out', () => {
    fc.assert(
      fc.property(fc.nat(clean.length), fc.nat(400), (start, length) => {
        readsOrRefuses(bytes(clean.slice(0, start) + clean.slice(start + length)));
      }),
    );
  });

  it('for documents with something else put in', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('&x;', '<', ']]>', '<![CDATA[', '<!--', '<?x', '__proto__', '<cbc:ID>', '</cbc:ID>', '&#55296;'),
    );
    fc.assert(
      fc.property(fc.nat(clean.length), piece, (at, inserted) => {
        readsOrRefuses(bytes(clean.slice(0, at) + inserted + clean.slice(at)));
      }),
    );
  });

  it('for elements and values of any kind in any place', () => {
    const names = [...new Set([...clean.matchAll(/<(c[ab]c:\w+)/g)].map(([, name]) => name ?? 'cbc:ID'))];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...names, '0', '-1', 'NaN', '9'.repeat(30), ''),
        (name, other) => {
          const content = other.includes(':') ? `<${other}/>` : other;
          readsOrRefuses(bytes(clean.replace(new RegExp(`<${name}[^>]*>[^<]*`), `<${name}>${content}`)));
          readsOrRefuses(bytes(clean.replaceAll(`${name}>`, `${other.includes(':') ? other : name}>`)));
        },
      ),
    );
  });
});
