import { EXCEPTION_CLASSES, type ExceptionClass } from '../../statemachines/kernel/exceptions.ts';
import type { Person } from '../review/deps.ts';
import type { CaseSummary } from '../shared/adapters/case-view.ts';
import type { ExceptionsDeps } from './deps.ts';
import { type Handling, handlingsOf } from './handling.ts';
import { lineOf } from './line.ts';
import type { Line, Listed } from './schemas.ts';

/** Which exceptions somebody asks for. */
export interface Wanted {
  readonly class?: ExceptionClass | undefined;
  readonly company?: string | undefined;
  /** Those that are assigned to whoever asks. */
  readonly mine?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** So many of each class are looked at for one page. */
const LOOKED_AT = 40;

/**
 * Open exceptions of companies in which this person has a role, due first, then the larger amount: a page of bounded
 * work from the index, which may be short although more follow. For somebody without a role nothing is looked at.
 */
export async function listExceptions(person: Person, wanted: Wanted, deps: ExceptionsDeps): Promise<Listed> {
  const standing = await deps.authority.standing(person.subject);
  if (!standing.person || person.claimed.length === 0) return { exceptions: [] };
  const candidates = await inOrder(wanted, deps);
  const may = handlersOnce(person, standing, deps);
  const exceptions: Line[] = [];
  let last: string | undefined;
  for (const found of candidates) {
    if (exceptions.length === wanted.limit) break;
    const line = lineOf(found, deps);
    if (wanted.overdue && !line?.overdue) return { exceptions };
    last = found.exceptionOrder;
    if (line && isWanted(line, wanted, person) && (await may(found))) exceptions.push(line);
  }
  const more = last !== candidates.at(-1)?.exceptionOrder || candidates.length === LOOKED_AT;
  return { exceptions, ...(more && last && { next: Buffer.from(last).toString('base64url') }) };
}

/** The first of all wanted classes together. */
async function inOrder({ class: of, after }: Wanted, { open }: ExceptionsDeps): Promise<CaseSummary[]> {
  const page = { after: after && Buffer.from(after, 'base64url').toString('utf8'), limit: LOOKED_AT };
  const found = await Promise.all((of ? [of] : EXCEPTION_CLASSES).map((each) => open(each, page)));
  const place = ({ exceptionOrder = '' }: CaseSummary) => exceptionOrder;
  return found
    .flat()
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .slice(0, LOOKED_AT);
}

const isWanted = ({ company, assignee }: Line, wanted: Wanted, { subject }: Person) =>
  (!wanted.company || company === wanted.company) && (!wanted.mine || assignee === subject);

/** Whether the person may handle a case: the register is asked once for each company of a workflow. */
function handlersOnce(
  person: Person,
  standing: Awaited<ReturnType<ExceptionsDeps['authority']['standing']>>,
  deps: ExceptionsDeps,
) {
  const asked = new Map<string, Promise<readonly Handling[]>>();
  return async ({ workflow: slug, exception }: CaseSummary): Promise<boolean> => {
    const company = exception?.company;
    const key = JSON.stringify([slug, company]);
    const handlings = asked.get(key) ?? handlingsOf({ ...person, standing }, { slug, company }, deps);
    asked.set(key, handlings);
    return (await handlings).length > 0;
  };
}
