import { z } from 'zod';
import { Decimal, decimalText } from '../../../statemachines/kernel/decimal.ts';
import { levelOf } from '../../../statemachines/support-credits/amounts/service-level.ts';

const text = z.string();
const subject = z.looseObject({
  reason: text,
  claimed: z.looseObject({ amount: text, currency: text }),
  contract: z
    .looseObject({
      ...{ monthlyFee: decimalText, currency: text, cap: decimalText },
      terms: z.array(z.looseObject({ below: decimalText, credit: decimalText })),
    })
    .nullable(),
  service: z.looseObject({ availability: text }).nullable(),
  creditedBefore: text,
  thread: z.array(z.looseObject({ id: text, role: text, text })),
});
type Subject = z.infer<typeof subject>;

const PRESSURE =
  /ignore (all|the) |system prompt|approve (this|it)|without (a )?(check|review)|before the audit|just under/i;
const NO_OUTAGE = /no outage|was not down|wasn.t down|never went down/i;

/** Cites the first message of each side, computes by the terms shown, and flags pressure and a denied outage; for a person to read. */
export function assessCredit(data: unknown): unknown {
  const of = subject.parse(data);
  const firsts = ['customer', 'agent', 'system'].flatMap((role) => of.thread.find((each) => each.role === role) ?? []);
  const said = of.thread.map((each) => each.text).join('\n');
  const anomalies = [
    ...(PRESSURE.test(said)
      ? [{ code: 'instructions-in-text', reason: 'A message asks for less scrutiny or gives instructions.' }]
      : []),
    ...(NO_OUTAGE.test(said) ? [{ code: 'outage-denied', reason: 'A message says that there was no outage.' }] : []),
  ];
  const { net, computation } = suggestionOf(of);
  return {
    summary: firsts.map(({ id, role }) => ({ text: `The ${role} reports on the incident.`, cites: [id] })),
    cause: of.reason,
    suggested: { net, currency: of.claimed.currency, computation },
    reply: `We have credited ${net} ${of.claimed.currency} net to your account. Thank you for your patience.`,
    ...{ anomalies, confidence: anomalies.length > 0 ? 0.5 : 0.9 },
  };
}

function suggestionOf({ reason, claimed, contract, service, creditedBefore }: Subject) {
  if (reason !== 'service-level' || !contract || !service)
    return { net: claimed.amount, computation: 'As claimed: no terms make an amount of it.' };
  const level = levelOf(contract, new Decimal(service.availability), new Decimal(creditedBefore));
  const [percent, due] = [level.percent.toFixed(), level.due.toFixed()];
  const computation = `${service.availability} % available: ${percent} % of ${contract.monthlyFee}, at most ${level.cap.toFixed()}, less ${creditedBefore}: ${due}.`;
  return { net: due, computation };
}
