import { z } from 'zod';
import { asking } from './reviews-client.ts';
import type { Session } from './session.ts';

const changed = z.object({
  caseId: z.string(),
  key: z.string(),
  digest: z.string(),
  state: z.enum(['made', 'proposed']),
  people: z.int(),
});
export type Changed = z.infer<typeof changed>;

/** The part of the API that changes the rules, as the person who has logged in. */
export function governClient(session: Pick<Session, 'url' | 'token'>) {
  const { get, post } = asking(session);
  return {
    get,
    post,
    change: async (path: string, body: object): Promise<Changed> => changed.parse(await post(path, body)),
    tell(done: Changed, json?: true): void {
      const words =
        done.state === 'made'
          ? `${done.key} has changed; ledger case ${done.caseId}\n`
          : `proposed; a second person confirms it:\n  countersign confirm '${done.key}' ${done.digest}\n`;
      process.stdout.write(json ? `${JSON.stringify(done)}\n` : words);
    },
  };
}
