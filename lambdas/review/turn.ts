import type { Entitlement } from '../shared/authority/may-countersign.ts';
import type { Review } from './fold.ts';
import { Refusal } from './refusal.ts';

/** What somebody is entitled to do about a review: in their turn. */
export type InTurn = Required<Pick<Entitlement, 'action' | 'capacity'>>;

/**
 * Is it still the turn of what somebody is entitled to?
 * @throws Refusal out-of-turn, with who is asked now
 */
export function requireTurn(review: Review, { action, capacity }: InTurn): void {
  const { open } = review;
  const isOpen = action === 'consent' ? open.some(({ role }) => role === capacity.role.id) : open.length === 0;
  if (!isOpen) throw outOfTurn(review);
}

export function outOfTurn({ open }: Review): Refusal {
  const whose = open.map(({ role, people, given }) => `${role} (${given} of ${people})`).join(', ');
  return new Refusal('out-of-turn', whose ? `Now it takes the consent of ${whose}.` : 'All have consented.');
}
