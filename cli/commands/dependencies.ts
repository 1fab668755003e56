import { z } from 'zod';
import { governClient } from '../govern-client.ts';
import { readSession } from '../session.ts';

interface Options {
  readonly reason: string;
  readonly hours?: number;
  readonly json?: true;
}

const breakers = z.object({
  breakers: z.array(
    z.object({
      ...{ dependency: z.string(), region: z.string(), asked: z.boolean(), state: z.string() },
      ...{ reason: z.string().optional(), since: z.string().optional() },
      override: z
        .object({ mode: z.string(), by: z.array(z.string()), reason: z.string(), until: z.string().optional() })
        .optional(),
    }),
  ),
});
const holds = z.object({
  holds: z.array(
    z.object({ company: z.string(), until: z.string().optional(), by: z.array(z.string()), reason: z.string() }),
  ),
});

const MODES: Readonly<Record<string, string>> = { open: 'open', close: 'closed', auto: 'auto' };

/** `breaker list`: changes nothing. */
export async function listBreakers({ json }: { json?: true }): Promise<void> {
  const found = breakers.parse(await governClient(readSession()).get('governance/breakers'));
  const lines = found.breakers.map(({ dependency, region, asked, state, reason, since, override }) => {
    const why = reason ? ` (${reason} since ${since})` : '';
    const said = override
      ? `; ${override.by.join(', ')} keeps it ${override.mode}${end(override)}: ${override.reason}`
      : '';
    return `${asked ? 'called    ' : 'not called'}  ${dependency}  ${region}  ${state}${why}${said}\n`;
  });
  say(found, lines, 'nothing was called yet\n', json);
}

/** `breaker open|close|auto`. */
export function override(verb: string) {
  return async (dependency: string, region: string, { reason, hours, json }: Options): Promise<void> => {
    const client = governClient(readSession());
    const until = hours === undefined && verb !== 'close' ? {} : { until: inHours(hours ?? 1) };
    const body = { dependency, region, mode: MODES[verb], ...until, reason };
    client.tell(await client.change('governance/breakers', body), json);
  };
}

/** `hold list`: changes nothing. */
export async function listHolds({ json }: { json?: true }): Promise<void> {
  const found = holds.parse(await governClient(readSession()).get('governance/holds'));
  const lines = found.holds.map((one) => `${one.company}${end(one)}, by ${one.by.join(', ')}: ${one.reason}\n`);
  say(found, lines, 'no company is held\n', json);
}

/** `hold set COMPANY`. */
export async function setHold(company: string, { reason, hours = 24, json }: Options): Promise<void> {
  const client = governClient(readSession());
  client.tell(await client.change('governance/holds', { company, until: inHours(hours), reason }), json);
}

/** `hold lift COMPANY`. */
export async function liftHold(company: string, { reason, json }: Options): Promise<void> {
  const client = governClient(readSession());
  client.tell(await client.change('governance/holds/lift', { company, reason }), json);
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const end = ({ until }: { readonly until?: string | undefined }) => (until ? ` until ${until}` : '');

function say(found: object, lines: readonly string[], none: string, json?: true): void {
  process.stdout.write(json ? `${JSON.stringify(found)}\n` : lines.join('') || none);
}
