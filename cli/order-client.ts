import { listed, type Shown, shown, written } from '../lambdas/order/schemas.ts';
import { readPages } from './read-pages.ts';
import { asking } from './reviews-client.ts';
import type { Session } from './session.ts';

/** Pages that one list reads at most, of 40 subjects each. */
const MOST_PAGES = 25;

/** The part of the API about events that wait for an earlier one, as the person who has logged in. */
export function orderClient(session: Pick<Session, 'url' | 'token'>) {
  const { get, post } = asking(session);
  const place = (caseId: string) => `order/${encodeURIComponent(caseId)}`;
  return {
    /** The longest first; `more` says that there are more than are read. */
    async list() {
      const { lines: waiting, more } = await readPages(MOST_PAGES, async (after) => {
        const page = listed.parse(await get(`order?limit=40${after ? `&after=${after}` : ''}`));
        return { lines: page.waiting, next: page.next };
      });
      return { waiting, more };
    },
    show: async (caseId: string): Promise<Shown> => shown.parse(await get(place(caseId))),
    /** About exactly what was seen to be missing. */
    skip: async (caseId: string, body: { readonly missing: NonNullable<Shown['missing']>; readonly reason: string }) =>
      written.parse(await post(`${place(caseId)}/skip`, body)),
  };
}
