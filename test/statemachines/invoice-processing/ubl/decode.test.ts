import { describe, expect, it } from 'vitest';
import { decodeXml, MAX_BYTES } from '../../../../statemachines/invoice-processing/ubl/decode.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
}

describe('decodeXml refuses', () => {
  it.each([
    ['nothing', new Uint8Array(), /is empty/],
    ['more than the limit', new Uint8Array(MAX_BYTES + 1), /the limit is 10485760/],
    ['bytes that are no UTF-8', Uint8Array.of(0x3c, 0xe9, 0x3e), /no valid utf-8/],
    [
      'an encoding it does not know',
      ascii('<?xml version="1.0" encoding="EBCDIC-FR"?><a/>'),
      /"ebcdic-fr" can't be read/,
    ],
    ['UTF-16 without a byte order mark', ascii('<?xml version="1.0" encoding="UTF-16"?><a/>'), /byte order mark/],
    ['half a surrogate', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), /no valid utf-16le/],
    ['control characters', ascii('<a>\u0000</a>'), /character 4: is a control character/],
  ])('%s', (_, raw, message) => {
    expect(() => decodeXml(raw)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringMatching(message) }),
    );
  });
});

describe('decodeXml reads', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('<a>é€</a>')],
    ['UTF-8 with a byte order mark', new TextEncoder().encode('\ufeff<a>é€</a>')],
    ['UTF-16 little-endian', utf16('\ufeff<a>é€</a>', true)],
    ['UTF-16 big-endian', utf16('\ufeff<a>é€</a>', false)],
  ])('%s', (_, raw) => {
    expect(decodeXml(raw)).toBe('<a>é€</a>');
  });

  it('ISO-8859-1 by declaration', () => {
    const text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>";
    expect(decodeXml(ascii(text))).toBe(text);
  });
});
