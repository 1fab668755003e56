import { z } from 'zod';
import { governClient } from '../govern-client.ts';
import { readSession } from '../session.ts';
import { scopeOf } from '../stop-scope.ts';

const answer = z.object({
  emergencies: z.array(
    z.object({
      ...{ version: z.int(), by: z.array(z.string()), reason: z.string(), endedAt: z.string(), openedAt: z.string() },
      ended: z.object({ finding: z.string(), reason: z.string(), by: z.string(), at: z.string() }).optional(),
    }),
  ),
});

interface Ending {
  readonly emergency: number;
  readonly finding: string;
  readonly reason: string;
  readonly json?: true;
}

/** `emergency list KIND [ID]`: changes nothing. */
export async function listEmergencies(kind: string, id: string, { json }: { json?: true }): Promise<void> {
  const query = new URLSearchParams(scopeOf(kind, id));
  say(await governClient(readSession()).get(`governance/emergencies?${query}`), json);
}

/** `emergency end KIND [ID]`: recorded once. */
export async function endEmergency(kind: string, id: string, ending: Ending): Promise<void> {
  const { emergency: version, finding, reason, json } = ending;
  const body = { scope: scopeOf(kind, id), version, finding, reason };
  say(await governClient(readSession()).post('governance/emergencies/end', body), json);
}

function say(read: unknown, json?: true): void {
  const { emergencies } = answer.parse(read);
  const lines = emergencies.map(({ version, by, reason, endedAt, ended }) => {
    const found = ended ? `${ended.finding}: ${ended.reason} (${ended.by}, ${ended.at})` : 'nobody has said';
    return `${version}: lifted by ${by.join(' and ')}, over ${endedAt}, for: ${reason}\n  found: ${found}\n`;
  });
  process.stdout.write(json ? `${JSON.stringify({ emergencies })}\n` : lines.join('') || 'none is over\n');
}
