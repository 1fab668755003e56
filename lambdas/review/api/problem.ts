import {
  NotFoundError,
  RequestEntityTooLargeError,
  RequestValidationError,
} from '@aws-lambda-powertools/event-handler/http';
import { z } from 'zod';
import { isErrorNamed } from '../../../statemachines/kernel/errors.ts';
import { EXCEPTION_REFUSALS, ExceptionRefusal, type ExceptionRefusalKind } from '../../exceptions/refusal.ts';
import { GOVERN_REFUSALS, GovernRefusal, type GovernRefusalKind } from '../../govern/refusal.ts';
import { ORDER_REFUSALS, OrderRefusal, type OrderRefusalKind } from '../../order/refusal.ts';
import { QUARANTINE_REFUSALS, QuarantineRefusal, type QuarantineRefusalKind } from '../../quarantine/refusal.ts';
import type { AnsweredNo } from '../../shared/answered-no.ts';
import { REFUSALS, Refusal, type RefusalKind } from '../refusal.ts';
import { Unverified } from './identity.ts';

/** The status of each refusal (RFC 9110): 409 where the review, or the case, is not as the person thinks, 410 once time is over. */
const REFUSED: Readonly<Record<RefusalKind, number>> = {
  'no-review': 404,
  'not-entitled': 403,
  'digest-changed': 409,
  'already-decided': 409,
  'account-denied': 409,
  expired: 410,
  'held-by-another': 409,
  'already-countersigned': 409,
  'out-of-turn': 409,
  'reason-required': 422,
  'call-back-required': 409,
  'value-refused': 422,
  'call-back-refused': 422,
  'question-refused': 422,
  'key-reused': 422,
  stopped: 409,
  'no-case': 404,
  'not-reopenable': 409,
  'effects-stand': 409,
  'still-running': 409,
  'effect-unknown': 409,
  'other-attempt': 409,
  'too-many-attempts': 409,
  'not-reversible': 409,
  'already-reversed': 409,
  'reversal-under-way': 409,
};

const GOVERN_REFUSED: Readonly<Record<GovernRefusalKind, number>> = {
  'not-governance': 403,
  'same-person': 403,
  'no-change': 404,
  outdated: 409,
  'change-refused': 422,
  'no-emergency-review': 404,
  'emergency-review-ended': 409,
  'change-expired': 410,
};

const QUARANTINE_REFUSED: Readonly<Record<QuarantineRefusalKind, number>> = {
  'not-keeper': 403,
  'no-quarantine': 404,
  'event-changed': 409,
  'not-waiting': 409,
  'repair-refused': 422,
};

const EXCEPTION_REFUSED: Readonly<Record<ExceptionRefusalKind, number>> = {
  'no-exception': 409,
  'exception-changed': 409,
  'resolution-refused': 409,
  'duties-conflict': 403,
  'not-assignable': 422,
  'no-statement': 409,
  'own-statement': 403,
};

const ORDER_REFUSED: Readonly<Record<OrderRefusalKind, number>> = {
  'no-order': 404,
  'gap-changed': 409,
  'not-missing': 409,
};

const OTHERS = {
  unverified: [401, 'A valid access token of a person is required.'],
  'no-such-route': [404, 'There is nothing here.'],
  'too-large': [413, 'The request is too large.'],
  'invalid-request': [422, 'The request is not what this operation takes.'],
  unavailable: [503, 'Something this needs is not available just now: try again.'],
  internal: [500, 'This failed; nothing is known about why.'],
} as const;

export const PROBLEM_KINDS = [
  ...Object.keys(REFUSALS),
  ...Object.keys(GOVERN_REFUSALS),
  ...Object.keys(QUARANTINE_REFUSALS),
  ...Object.keys(EXCEPTION_REFUSALS),
  ...Object.keys(ORDER_REFUSALS),
  ...Object.keys(OTHERS),
] as readonly string[];

/** Problem details (RFC 9457). */
export const problem = z.strictObject({
  type: z.string().describe('`urn:countersign:problem:<kind>`'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Of the request, as our log names it. */
  instance: z.string(),
  errors: z
    .array(z.strictObject({ pointer: z.string().describe('JSON Pointer into the request'), detail: z.string() }))
    .optional(),
});
export type Problem = z.infer<typeof problem>;

/** What a caller is told about an error: refusals and faults of the request whole, of everything else only its kind. */
export function problemOf(error: unknown, requestId: string): Problem {
  const of = (kind: string, status: number, title: string, more: Partial<Problem> = {}): Problem => ({
    ...{ type: `urn:countersign:problem:${kind}`, title, status },
    ...{ instance: `urn:countersign:request:${requestId}`, ...more },
  });
  const other = (kind: keyof typeof OTHERS, more?: Partial<Problem>) =>
    of(kind, OTHERS[kind][0], OTHERS[kind][1], more);
  const refused = <Kind extends string>(
    { kind, reasons }: AnsweredNo<Kind>,
    statuses: Readonly<Record<Kind, number>>,
    titles: Readonly<Record<Kind, string>>,
  ) => {
    const detail = reasons.join('; ');
    return of(kind, statuses[kind], titles[kind], detail ? { detail } : {});
  };
  if (error instanceof Refusal) return refused(error, REFUSED, REFUSALS);
  if (error instanceof GovernRefusal) return refused(error, GOVERN_REFUSED, GOVERN_REFUSALS);
  if (error instanceof QuarantineRefusal) return refused(error, QUARANTINE_REFUSED, QUARANTINE_REFUSALS);
  if (error instanceof ExceptionRefusal) return refused(error, EXCEPTION_REFUSED, EXCEPTION_REFUSALS);
  if (error instanceof OrderRefusal) return refused(error, ORDER_REFUSED, ORDER_REFUSALS);
  if (error instanceof Unverified) return other('unverified');
  if (error instanceof NotFoundError) return other('no-such-route');
  if (error instanceof RequestEntityTooLargeError) return other('too-large');
  if (error instanceof RequestValidationError) return other('invalid-request', { errors: faultsOf(error) });
  if (isErrorNamed(error, 'Transient')) return other('unavailable');
  return other('internal');
}

type Issue = { readonly message: string; readonly path?: readonly PropertyKey[] };

function faultsOf({ details }: RequestValidationError): NonNullable<Problem['errors']> {
  const issues = (details?.['issues'] ?? []) as readonly Issue[];
  return issues.slice(0, 20).map(({ message, path = [] }) => ({ pointer: pointerTo(path), detail: message }));
}

/** RFC 6901, as a URI fragment; the first step says which part of the request. */
const pointerTo = (path: readonly PropertyKey[]) =>
  `#${path.map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
