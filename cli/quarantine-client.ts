import { listed, type Shown, shown, written } from '../lambdas/quarantine/schemas.ts';
import { readPages } from './read-pages.ts';
import { asking } from './reviews-client.ts';
import type { Session } from './session.ts';

/** Pages that one list reads at most, of 40 events each. */
const MOST_PAGES = 25;

/** The part of the API that decides about events in quarantine, as the person who has logged in. */
export function quarantineClient(session: Pick<Session, 'url' | 'token'>) {
  const { get, post } = asking(session);
  const place = (caseId: string) => `quarantine/${encodeURIComponent(caseId)}`;
  return {
    /** Oldest first; `more` says that there are more than are read. */
    async list() {
      const { lines: quarantined, more } = await readPages(MOST_PAGES, async (after) => {
        const page = listed.parse(await get(`quarantine?limit=40${after ? `&after=${after}` : ''}`));
        return { lines: page.quarantined, next: page.next };
      });
      return { quarantined, more };
    },
    show: async (caseId: string): Promise<Shown> => shown.parse(await get(place(caseId))),
    /** About exactly the version with this digest. */
    say: async (caseId: string, verb: 'repair' | 'readmit' | 'discard', body: object) =>
      written.parse(await post(`${place(caseId)}/${verb}`, body)),
  };
}
