import type { IntakeDeps } from '../../lambdas/intake/deps.ts';
import { letIn } from '../../lambdas/intake/let-in.ts';
import { intake } from '../../lambdas/intake/run.ts';
import { type Release, release } from '../../statemachines/kernel/order.ts';
import type { memoryMac } from './memory-ledger.ts';

/** The bus event of the n-th note about a subject; `more` of its CloudEvent, `id` if it is another event of that number. */
export function noteOf(n: number, more: Readonly<Record<string, unknown>> = {}, subject = 'desk') {
  return {
    ...{ id: crypto.randomUUID(), 'detail-type': 'toy.received.v1', source: 'shop' },
    detail: {
      ...{ specversion: '1.0', id: `${subject}-${n}`, source: 'shop/eu', type: 'toy.received.v1' },
      ...{ time: '2026-11-24T09:00:00Z', subject, sequence: String(n) },
      data: { document: { content: JSON.stringify({ number: `${subject}/${n}`, cents: 500 }), encoding: 'utf-8' } },
      ...more,
    },
  };
}

type Deps = IntakeDeps & { readonly mac: ReturnType<typeof memoryMac> };

/** What Intake does with a message of its queue: an event, or what it was asked to let in. */
export function taken(message: unknown, deps: Deps) {
  const asked = release.safeParse(message);
  return asked.success ? letIn(asked.data, deps) : intake(message, deps);
}

/** Everything that Intake is asked to let in, and what that asks for in turn. */
export async function letAllIn(releases: Release[], deps: Deps) {
  const answers: Awaited<ReturnType<typeof taken>>[] = [];
  for (let next = releases.shift(); next; next = releases.shift()) answers.push(await taken(next, deps));
  return answers;
}
