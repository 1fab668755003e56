import { z } from 'zod';

const subject = z.looseObject({
  reason: z.string(),
  net: z.string(),
  personalData: z.boolean().nullable(),
  contractTerms: z.string().nullable(),
  lines: z.array(z.looseObject({ position: z.int(), category: z.string(), description: z.string(), net: z.string() })),
  quotes: z.array(z.looseObject({ vendor: z.string(), net: z.string() })),
});
type Subject = z.infer<typeof subject>;

const INSTRUCTIONS = /ignore (all|the|previous)|system:|approve (this|it)|mark as approved/i;
const PRESSURE = /urgent|immediately|at once|confidential|skip (the )?(quotes|check|approval)/i;
/** What a line's words say that it is, weighed by hand; the first that fits. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  ['software', /licen[cs]e|subscription|software|saas/i],
  ['it-equipment', /laptop|notebook|server|monitor|docking/i],
  ['professional-services', /consult|legal advice|audit|coaching/i],
  ['furniture', /desk|chair|cabinet/i],
];

/** Flags what a line's words belie, pressure and instructions, and recommends by the categories; for a person to read. */
export function assessRequisition(data: unknown): unknown {
  const read = subject.parse(data);
  const lines = read.lines.map(({ position, category, description }) => ({
    position,
    category: WORDS.find(([, words]) => words.test(description))?.[0] ?? category,
  }));
  const anomalies = [...texts(read), ...differing(read, lines)];
  const recommended = recommendedFor(read, lines);
  const [only] = recommended;
  return {
    lines,
    quotes: compared(read),
    recommended,
    policy:
      recommended.length === 1 && only?.role === 'buyer'
        ? 'agent-orders-at-agreed-prices'
        : 'person-approves-within-limit',
    anomalies,
    confidence: 0.9,
    summary: `${read.lines.length} lines are asked for, ${read.net} net in all.`,
  };
}

function texts({ reason, contractTerms, lines }: Subject) {
  const all = [reason, contractTerms ?? '', ...lines.map(({ description }) => description)].join('\n');
  return [
    ...(INSTRUCTIONS.test(all) ? [{ code: 'instructions-in-text', reason: 'A text asks for an outcome.' }] : []),
    ...(PRESSURE.test(all) ? [{ code: 'pressure', reason: 'A text asks for haste, secrecy or no check.' }] : []),
  ];
}

type Line = { readonly position: number; readonly category: string };

function differing({ lines }: Subject, seen: readonly Line[]) {
  return lines
    .filter(({ category }, index) => seen[index]?.category !== category)
    .slice(0, 10)
    .map(({ position, category }) => ({
      code: 'category-differs',
      reason: `Line ${position} does not look like ${category}.`,
    }));
}

function recommendedFor({ net, personalData, contractTerms }: Subject, lines: readonly Line[]) {
  const is = (...wanted: string[]) => lines.some(({ category }) => wanted.includes(category));
  const amount = Number(net);
  const payer =
    amount > 250_000 ? 'cfo' : amount > 50_000 ? 'controller' : amount > 5_000 ? 'procurement-manager' : 'buyer';
  return [
    { role: payer, reason: 'By the amount.' },
    ...(is('software', 'it-equipment') ? [{ role: 'it-security', reason: 'It brings devices or software.' }] : []),
    ...(contractTerms !== null || (is('professional-services') && amount >= 25_000)
      ? [{ role: 'legal', reason: 'Terms or services of much worth.' }]
      : []),
    ...(personalData === true ? [{ role: 'data-protection', reason: 'Personal data are processed.' }] : []),
  ];
}

function compared({ quotes, net }: Subject): string {
  if (quotes.length === 0) return '';
  const cheapest = quotes.reduce((least, one) => (Number(one.net) < Number(least.net) ? one : least));
  return `${quotes.length} quotes for ${net}; the lowest is ${cheapest.net} of ${cheapest.vendor}.`;
}
