import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agreedCommand, requireEntitled } from '../../../lambdas/erp/authorise.ts';
import { isErrorNamed } from '../../../statemachines/kernel/errors.ts';
import type { CaseRef } from '../../../statemachines/kernel/task-input.ts';
import { figures } from '../../support/figures.ts';
import { toyConsents } from '../../support/toy-consents.ts';
import { toyPerson, toyStanding } from '../../support/toy-workflow.ts';

const SPECIALIST = ['security', 'legal', 'privacy'];
const LADDER = ['clerk', 'chief'];

const consents = fc.uniqueArray(
  fc.record({
    role: fc.constantFrom(...SPECIALIST),
    people: fc.integer({ min: 1, max: 2 }),
    step: fc.integer({ min: 1, max: 3 }),
  }),
  { selector: ({ role }) => role, minLength: 1 },
);
/** Somebody with roles; two logins of one human share a name. */
const member = fc.record({
  roles: fc.subarray([...SPECIALIST, ...LADDER], { minLength: 1 }),
  human: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('h1', 'h2') },
  ),
});
const worlds = fc
  .record({
    consents,
    members: fc.array(member, { minLength: 3, maxLength: 9 }),
    /** One person is enough, or it takes two. */
    cents: fc.constantFrom(2_000, 30_000),
    requester: fc.constantFrom('nobody', 'h1', 'p0'),
    removed: fc.nat(20),
  })
  .chain((world) => {
    const everybody = world.members.map((_, index) => `p${index}`);
    const once = fc.shuffledSubarray(everybody, { minLength: everybody.length });
    return fc.record({ world: fc.constant(world), acts: fc.tuple(once, once, once).map((rounds) => rounds.flat()) });
  });
type World = typeof worlds extends fc.Arbitrary<infer T> ? T['world' & keyof T] : never;

interface Given {
  readonly who: string;
  readonly human: string;
  readonly as: string;
}

const LAST = 99;
const stepOf = ({ consents: needed }: World, as: string) => needed.find(({ role }) => role === as)?.step ?? LAST;

/** The law, said by hand: every quorum by different people, in order, then enough with the authority over the amount. */
function isFinal(world: World, given: readonly Given[]): boolean {
  const steps = given.map(({ as }) => stepOf(world, as));
  const signed = given.filter(({ as }) => LADDER.includes(as));
  const whole = world.cents === 2_000 ? signed : signed.filter(({ as }) => as === 'chief');
  return (
    world.consents.every(({ role, people }) => given.filter(({ as }) => as === role).length === people) &&
    steps.every((step, index) => index === 0 || step >= (steps[index - 1] ?? 0)) &&
    new Set(given.map(({ human }) => human)).size === given.length &&
    whole.length > 0 &&
    signed.length >= (world.cents === 2_000 ? 1 : 2)
  );
}

/** As what somebody may act now, said by hand; `undefined` if not at all. */
function mayActAs(world: World, given: readonly Given[], who: string): string | undefined {
  const { roles, human } = memberOf(world, who);
  const hasAHand = [who, human].includes(world.requester);
  if (isFinal(world, given) || hasAHand || given.some((other) => other.human === human)) return undefined;
  const lacking = world.consents.filter(({ role, people }) => given.filter(({ as }) => as === role).length < people);
  const step = Math.min(...lacking.map((one) => one.step));
  if (lacking.length > 0) return lacking.find((one) => one.step === step && roles.includes(one.role))?.role;
  return roles.findLast((role) => LADDER.includes(role));
}

const memberOf = ({ members }: World, who: string) => {
  const { roles = [], human } = members[Number(who.slice(1))] ?? {};
  return { roles, human: human ?? who };
};

async function begin(world: World) {
  const toy = toyConsents();
  for (const [index, { roles, human }] of world.members.entries()) {
    const id = `p${index}`;
    const appointments = roles.map((role) => ({ role, companies: ['*'] }));
    const named = { appointments, aliases: human ? [human] : [] };
    toy.run.authority.people.set(id, toyStanding(id, toyPerson(id, '', named)));
    toy.run.memory.versions.set(`person#${id}`, 1);
  }
  const ref = await toy.underReview(world.consents, { number: 'A1', cents: world.cents, by: world.requester });
  return { toy, ref };
}

async function gatewayPasses({ run }: ReturnType<typeof toyConsents>, ref: CaseRef): Promise<boolean> {
  try {
    const entries = await run.gateway.ledger.read(ref.caseId);
    await requireEntitled(await agreedCommand(run.messageOf(ref), entries, run.gateway), run.gateway);
    return true;
  } catch (error) {
    if (isErrorNamed(error, 'NotAuthorised') || isErrorNamed(error, 'FactsChanged')) return false;
    throw error;
  }
}

it('law: a review is final only by every quorum, of different people, in order; the gateway lets exactly that pass', async (context) => {
  const seen = { acts: 0, refused: 0, final: 0, 'lost at the gateway': 0 };
  await fc.assert(
    fc.asyncProperty(worlds, async ({ world, acts }) => {
      const { toy, ref } = await begin(world);
      const given: Given[] = [];
      for (const who of acts) {
        const before = given.find((other) => other.who === who);
        const as = before ? before.as : mayActAs(world, given, who);
        const answer = await toy.tried(ref, who);
        const agreed = ['consent', 'commit', 'second'].includes(answer);
        expect({ who, agreed }).toEqual({ who, agreed: as !== undefined });
        if (as && !before) given.push({ who, human: memberOf(world, who).human, as });
        expect((await toy.review(ref)).state).toBe(isFinal(world, given) ? 'approved' : 'open');
        expect(await gatewayPasses(toy, ref)).toBe(isFinal(world, given));
        seen.acts += 1;
        seen.refused += agreed ? 0 : 1;
        if (isFinal(world, given)) break;
      }
      if (!isFinal(world, given)) return;
      seen.final += 1;
      const gone = given[world.removed % given.length]?.who ?? '';
      toy.run.authority.people.set(gone, toyStanding(gone));
      const left = given.filter(({ who }) => who !== gone);
      expect(await gatewayPasses(toy, ref)).toBe(isFinal(world, left));
      seen['lost at the gateway'] += isFinal(world, left) ? 0 : 1;
    }),
    { numRuns: 100 },
  );
  figures(context, seen);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(15);
}, 120_000);
