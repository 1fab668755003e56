import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { governClient } from '../govern-client.ts';
import { readSession } from '../session.ts';
import { scopeOf } from '../stop-scope.ts';

interface Options {
  readonly reason: string;
  readonly until?: string;
  readonly timeout?: number;
  readonly json?: true;
}

const status = z.object({
  state: z.enum(['running', 'stopping', 'stopped']),
  remains: z.array(z.object({ caseId: z.string(), commandId: z.string() })),
  confirmedAt: z.string().optional(),
});
type Status = z.infer<typeof status>;

const POLL_MS = 2_000;

/** `stop`, `resume`, `break-glass`: a stop counts at once, and is followed until it is confirmed. */
export function switchStop(verb: 'stop' | 'lift' | 'break-glass') {
  return async (kind: string, id: string, options: Options): Promise<void> => {
    const { reason, until, json } = options;
    const client = governClient(readSession());
    const scope = scopeOf(kind, id);
    const path = verb === 'stop' ? 'governance/stops' : `governance/stops/${verb}`;
    const made = await client.change(path, { scope, reason, ...(until && { until }) });
    if (verb !== 'stop') return client.tell(made, json);
    const deadline = Date.now() + (options.timeout ?? 120) * 1000;
    for (;;) {
      const now = status.parse(await client.post('governance/stops/confirm', { scope }));
      if (now.state === 'stopped') return say(now, json);
      if (Date.now() > deadline) {
        say(now, json);
        throw new Error('not confirmed yet: look again with `countersign stops`; what remains is listed above');
      }
      await sleep(POLL_MS);
    }
  };
}

/** `stops KIND [ID]`: changes nothing. */
export async function showStop(kind: string, id: string, { json }: { json?: true }): Promise<void> {
  const query = new URLSearchParams(scopeOf(kind, id));
  say(status.parse(await governClient(readSession()).get(`governance/stops?${query}`)), json);
}

/** `confirm KEY DIGEST`: the second person of a change. */
export async function confirmChange(key: string, digest: string, { json }: { json?: true }): Promise<void> {
  const client = governClient(readSession());
  client.tell(await client.change('governance/confirmations', { key, digest }), json);
}

function say(now: Status, json?: true): void {
  const since = now.confirmedAt ? ` since ${now.confirmedAt}` : '';
  const remains = now.remains.map(({ caseId, commandId }) => `  under way: ${caseId}, command ${commandId}\n`);
  process.stdout.write(json ? `${JSON.stringify(now)}\n` : `${now.state}${since}\n${remains.join('')}`);
}
