import type { AuthorityItem } from '../../lambdas/shared/authority/proof/register.ts';
import { personData } from '../../statemachines/kernel/authority/person.ts';
import type { Signer } from '../../statemachines/kernel/signatures/signers.ts';

/**
 * Whoever signs what others decide by decides nothing (conflict table: administration and approval): nobody on the list
 * of signers is appointed, now or later, to a role that countersigns.
 * @param roles ids of those roles
 * @param now UTC, ISO 8601
 * @throws Error naming each such person and role
 */
export function requireApart(
  items: readonly AuthorityItem[],
  signers: readonly Signer[],
  { roles, now }: { readonly roles: readonly string[]; readonly now: string },
): void {
  const signs = new Set(signers.map(({ id }) => id));
  const both = items.flatMap(({ key: _, ...data }) =>
    (personData.safeParse(data).data?.terms ?? [])
      .filter(
        ({ id, aliases, validUntil }) => isToCount(validUntil, now) && [id, ...aliases].some((name) => signs.has(name)),
      )
      .flatMap(({ id, appointments }) =>
        appointments.filter(({ role }) => roles.includes(role)).map(({ role }) => `${id} is appointed as ${role}`),
      ),
  );
  if (both.length === 0) return;
  throw new Error(`whoever is on the list of signers decides nothing: ${[...new Set(both)].join(', ')}`);
}

const isToCount = (validUntil: string | undefined, now: string) => validUntil === undefined || now < validUntil;
