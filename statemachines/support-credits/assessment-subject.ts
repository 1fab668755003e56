import { plainText } from '../kernel/plain-text.ts';
import { redacted } from '../kernel/redact.ts';
import { availabilityIn } from './amounts/availability.ts';
import { leftOf } from './amounts/requested.ts';
import { earlierOf } from './amounts/service-level.ts';
import { chosenOf } from './chosen.ts';
import type { Claim, Message } from './claim.ts';
import type { CreditFacts } from './facts.ts';

const MOST_MESSAGES = 40;
const MOST_CHARACTERS = 1_500;

/**
 * What the model is shown of a claim: the thread without personal data, and the figures that an amount is computed from;
 * never the amount that the rule makes. Left out: who the customer is, who asks, who wrote which message.
 */
export function creditSubject(document: Claim, facts: CreditFacts) {
  const { incident, reason, claimed, serviceData, thread } = document;
  const chosen = chosenOf({ document, facts });
  const shown = shownOf(thread);
  const [service = '', ...texts] = redacted(
    [incident.service, ...shown.map(({ text }) => text.slice(0, 4 * MOST_CHARACTERS))],
    { names: namesOf(document, facts) },
  );
  return {
    ...{ reason, claimed },
    incident: { ...incident, service: plainText(service, 100) },
    customer: { tier: facts.customer?.tier ?? null },
    contract: facts.contract ? termsOf(facts.contract) : null,
    service: serviceData
      ? {
          month: serviceData.month,
          outages: serviceData.outages.slice(0, 100),
          availability: availabilityIn(serviceData.month, serviceData.outages).toDecimalPlaces(6).toFixed(),
        }
      : null,
    creditedBefore: earlierOf({ document, facts }).toFixed(),
    uncredited: chosen ? leftOf(chosen).toFixed() : null,
    thread: shown.map(({ id, role, at }, nth) => ({
      id,
      role,
      at,
      text: plainText(texts[nth] ?? '', MOST_CHARACTERS),
    })),
    omittedMessages: thread.length - shown.length,
  };
}

/** The first quarter, where the case begins, and the newest of the rest. */
export function shownOf(thread: readonly Message[]): readonly Message[] {
  if (thread.length <= MOST_MESSAGES) return thread;
  const first = MOST_MESSAGES / 4;
  return [...thread.slice(0, first), ...thread.slice(first - MOST_MESSAGES)];
}

function termsOf({ monthlyFee, currency, terms, cap }: NonNullable<CreditFacts['contract']>) {
  return { monthlyFee, currency, terms, cap };
}

/** Whoever is known to take part. */
function namesOf({ agent, thread }: Claim, { customer }: CreditFacts): string[] {
  const login = agent.replace(/^support:/, '');
  return [...new Set([login, ...thread.flatMap(({ by }) => by ?? []), ...(customer ? [customer.name] : [])])];
}
