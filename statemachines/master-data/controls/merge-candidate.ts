import { sayAs } from '../../kernel/controls/say.ts';
import { mergeCandidates } from '../matching/merge-candidates.ts';
import type { PartyControl } from '../party-case.ts';

const say = sayAs('merge-candidate');
const MOST_SHOWN = 5;

/**
 * Parties that may be the one meant once more, for a steward to look at. Proposed and never applied: no command merges.
 * They keep nobody from setting a hold at once.
 */
export const mergeCandidate: PartyControl = {
  id: 'merge-candidate',
  owner: 'process-owner',
  find(of) {
    const found = mergeCandidates(of);
    if (found.length === 0) return [];
    const shown = found
      .slice(0, MOST_SHOWN)
      .map(({ party: { name, code, id }, by }) => `${name.slice(0, 60)} (${code ?? `id ${id}`}) by ${by.join(', ')}`);
    const more = found.length > MOST_SHOWN ? [`${found.length - MOST_SHOWN} more`] : [];
    const { change } = of.document;
    const as = change.field === 'hold' && change.to ? say.warn : say.review;
    const message = `May be the same party: ${[...shown, ...more].join('; ')}. Merge them in the ERP if they are one.`;
    return [as({ code: 'MERGE-CANDIDATE', message, terms: ['party'] })];
  },
};
