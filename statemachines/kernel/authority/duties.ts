import { z } from 'zod';

/** What somebody did, or is about to do, that a second person must be able to contradict. */
export const DUTIES = [
  'vendor-master-change',
  'bank-confirmation',
  'requisition',
  'order-approval',
  'receipt',
  'invoice-approval',
  'credit-request',
  'credit-approval',
  'commercial-request',
  'commercial-approval',
  'reversal-request',
  'reversal-approval',
  'master-approval',
  'value-proposal',
  'reopening',
  'exception-resolution',
  'authority-administration',
  'governance',
  'deployment',
] as const;
export const duty = z.enum(DUTIES);
export type Duty = z.infer<typeof duty>;

/** Something that was done, as the system of record or the ledger tells it. */
export const act = z.strictObject({
  duty,
  /** Subject, or a name in another system (`erp:jmartin`). */
  by: z.string().min(1),
  /** UTC, where known. */
  at: z.string().optional(),
  /** What it was done to: `vendor 12`, `order PO-2026-0010`. */
  to: z.string(),
});
export type Act = z.infer<typeof act>;

/** What countersigns an effect; its reversal is another person's. */
const EFFECTS = [
  'order-approval',
  'invoice-approval',
  'credit-approval',
  'commercial-approval',
  'master-approval',
] as const;
const APPROVALS = [...EFFECTS, 'reversal-approval'] as const;

/** What asks for an effect, or takes in what it is for: whoever did it resolves nothing of it. */
const REQUESTS = ['requisition', 'receipt', 'credit-request', 'commercial-request', 'reversal-request'] as const;

/** Every two of one group exclude each other in one person, over one case and its master data. */
function pairs(...group: readonly Duty[]): [Duty, Duty][] {
  return group.flatMap((one, index) => group.slice(index + 1).map((other): [Duty, Duty] => [one, other]));
}

/** The conflict table: no person does both. Symmetric; owned by finance. */
export const CONFLICTS: readonly (readonly [Duty, Duty])[] = [
  ...pairs('vendor-master-change', 'bank-confirmation', 'invoice-approval'),
  ['vendor-master-change', 'master-approval'],
  ['vendor-master-change', 'order-approval'],
  ['bank-confirmation', 'master-approval'],
  ...pairs('requisition', 'order-approval', 'receipt', 'invoice-approval'),
  ...pairs('credit-request', 'credit-approval'),
  ...pairs('commercial-request', 'commercial-approval'),
  ...pairs('reversal-request', 'reversal-approval'),
  ...EFFECTS.map((approval): [Duty, Duty] => [approval, 'reversal-approval']),
  ...APPROVALS.flatMap((approval): [Duty, Duty][] => [
    ['authority-administration', approval],
    ['value-proposal', approval],
    ['reopening', approval],
    ['exception-resolution', approval],
  ]),
  ['exception-resolution', 'value-proposal'],
  ...REQUESTS.map((request): [Duty, Duty] => ['exception-resolution', request]),
  ...pairs('deployment', 'governance'),
];

/** Duties that exclude this one. */
export function opposedTo(wanted: Duty): ReadonlySet<Duty> {
  return new Set(CONFLICTS.flatMap(([one, other]) => (one === wanted ? [other] : other === wanted ? [one] : [])));
}
