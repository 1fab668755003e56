import { type DocumentRule, review } from './report.ts';
import { taxedParts, VAT_CATEGORIES } from './vat-categories.ts';

/** VAT categories without rules here (L and M of the Canaries and Ceuta, B of Italy, anything unknown): to a person. */
export const vatKnown: DocumentRule = (document) => {
  const breakdowns = document.vat.map(({ category }, index) => ({ category, term: `BG-23[${index + 1}]/BT-118` }));
  const parts = taxedParts(document).map(({ category, place }) => ({ category, term: place }));
  const unknown = [...breakdowns, ...parts].filter(
    ({ category }) => !VAT_CATEGORIES.some(({ code }) => code === category),
  );
  return [...Map.groupBy(unknown, ({ category }) => category)].map(([category, uses]) =>
    review({
      code: 'VAT-CATEGORY-UNKNOWN',
      message: `VAT category "${category.slice(0, 20)}" is decided on by a person.`,
      terms: uses.slice(0, 20).map(({ term }) => term),
      expected: VAT_CATEGORIES.map(({ code }) => code).join(', '),
      actual: category,
    }),
  );
};
