import { type Line, listed, type Shown, shown, type Written, written } from '../lambdas/exceptions/schemas.ts';
import { readPages } from './read-pages.ts';
import { asking } from './reviews-client.ts';
import type { Session } from './session.ts';

/** Which exceptions are asked for. */
export interface Narrowed {
  readonly class?: string;
  readonly company?: string;
  readonly mine?: true;
  readonly overdue?: true;
}

/** Pages that one list reads at most, of which each looks at 40 exceptions. */
const MOST_PAGES = 250;

/** The part of the API about exceptions, as the person who has logged in. */
export function exceptionsClient(session: Pick<Session, 'url' | 'token'>) {
  const { get, post } = asking(session);
  const place = (caseId: string) => `exceptions/${encodeURIComponent(caseId)}`;
  return {
    /** Due first; `more` says that there are more than are read. */
    async list(narrowed: Narrowed): Promise<{ exceptions: Line[]; more: boolean }> {
      const query = new URLSearchParams({ limit: '40' });
      for (const [name, value] of Object.entries(narrowed)) query.set(name, String(value));
      const { lines: exceptions, more } = await readPages(MOST_PAGES, async (after) => {
        if (after) query.set('after', after);
        const page = listed.parse(await get(`exceptions?${query}`));
        return { lines: page.exceptions, next: page.next };
      });
      return { exceptions, more };
    },
    show: async (caseId: string): Promise<Shown> => shown.parse(await get(place(caseId))),
    say: async (caseId: string, verb: 'assign' | 'resolve' | 'take-back', body: object): Promise<Written> =>
      written.parse(await post(`${place(caseId)}/${verb}`, body)),
  };
}
