import { describe, expect, it } from 'vitest';
import { completeness } from '../../../../statemachines/invoice-processing/controls/completeness.ts';
import { cleanDraft } from './document/codes.ts';

const codes = (document: Parameters<typeof completeness>[0]) => completeness(document).map(({ code }) => code);

describe('T23: a document that is cut short is not complete', () => {
  it('without lines', () => {
    expect(codes({ ...cleanDraft(), lines: [] })).toEqual(['LINES-MISSING']);
  });

  it('with fewer lines than its totals say', () => {
    const draft = cleanDraft();
    expect(codes({ ...draft, lines: draft.lines.slice(0, 1) })).toEqual(['LINES-MISSING']);
  });

  it('with fewer lines than it counts', () => {
    expect(codes({ ...cleanDraft(), lineCount: 3 })).toEqual(['LINES-MISSING']);
  });

  it('with an attachment that has no content', () => {
    const attachments = [{ id: 'timesheet', embedded: true, empty: true as const }];
    expect(codes({ ...cleanDraft(), attachments })).toEqual(['ATTACHMENT-EMPTY']);
  });

  it('with order lines of no order, as a warning', () => {
    const { order: _, ...draft } = cleanDraft();
    expect(completeness(draft)).toMatchObject([{ code: 'ORDER-REFERENCE-MISSING', severity: 'warning' }]);
  });

  it('nothing on a complete one', () => {
    expect(completeness({ ...cleanDraft(), lineCount: 2 })).toEqual([]);
  });
});
