import { execute } from '../../lambdas/erp/gateway.ts';
import { summaryOf } from '../../lambdas/ledger/publish.ts';
import {
  type ErpBooks,
  type Kept,
  type ListedBreak,
  type Pending,
  placeOf,
  type ReconcileDeps,
} from '../../lambdas/reconcile/ports.ts';
import type { BookedDocument } from '../../statemachines/kernel/reconciliation.ts';
import type { CaseRef, CommandMessage } from '../../statemachines/kernel/task-input.ts';
import { toyRun } from './toy-run.ts';

/** What the reconciliation keeps, in memory. */
export function memoryKept() {
  /** Every place at which the watermark stood. */
  const marks: number[] = [];
  const places = new Map<string, string>();
  const pending = new Map<string, Pending>();
  const breaks = new Map<string, ListedBreak>();
  const page = <T>(of: ReadonlyMap<string, T>, { after = '', limit }: { after?: string | undefined; limit: number }) =>
    [...of.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .filter(([key]) => key > after)
      .slice(0, limit)
      .map(([, item]) => item);
  const kept: Kept = {
    watermark: async () => {
      const [start, position = start] = [marks[0], marks.at(-1)];
      return start === undefined || position === undefined ? undefined : { start, position };
    },
    advance: async (to, was) => {
      if (marks.at(-1) !== was?.position) return false;
      marks.push(to);
      return true;
    },
    place: async (list) => places.get(list),
    keepPlace: async (list, place) => void (place === undefined ? places.delete(list) : places.set(list, place)),
    pendingOf: async (key) => pending.get(key),
    pending: async (of) => page(pending, of),
    putPending: async (of) => void pending.set(of.key, of),
    dropPending: async (key) => void pending.delete(key),
    breaks: async (of) => page(breaks, of),
    putBreak: async (of) => void breaks.set(placeOf(of), of),
    dropBreak: async (of) => void breaks.delete(placeOf(of)),
    lastDone: async () => places.get('done'),
    keepDone: async (at) => void places.set('done', at),
  };
  return { kept, marks, places, pending, breaks };
}

/** The real handlers over memory, an ERP whose books people change by hand, and the reconciliation of both. */
export function toyBooks(...of: Parameters<typeof toyRun>) {
  const run = toyRun(...of);
  const books = new Map<string, BookedDocument>();
  /** Ids by their places in the order of the books. */
  const placed: string[] = [];
  const enter = (document: BookedDocument) => {
    books.set(document.id, document);
    placed.push(document.id);
  };
  run.erp.post = async (command, digest) => {
    run.erp.calls += 1;
    run.erp.before();
    const totals = command.payload['totals'] as Record<'net' | 'tax' | 'gross' | 'payable', string>;
    const id = `D${run.erp.documents.size + 1}`;
    const there = run.erp.documents.get(command.idempotencyKey);
    const made = there ?? { id, number: `N-${id}`, currency: 'EUR', state: 'posted', balanced: true, ...totals };
    run.erp.documents.set(command.idempotencyKey, made);
    const { payable: _, balanced: __, ...document } = made;
    const ours = { company: command.company, key: command.idempotencyKey, digest };
    if (!there) enter({ ...document, ...ours, cancelled: false, changed: [] });
    run.erp.after();
    return made;
  };
  const port: ErpBooks = {
    documents: async ({ after, limit }) => ({
      last: placed.length,
      documents: placed
        .flatMap((id, index) => {
          const document = books.get(id);
          return document && index + 1 > after ? [{ ...document, position: index + 1 }] : [];
        })
        .slice(0, limit),
    }),
    documentsOf: async (keys) => [...books.values()].filter(({ key }) => key !== undefined && keys.includes(key)),
    documentsById: async (ids) => [...books.values()].filter(({ id }) => ids.includes(id)),
  };
  const memory = memoryKept();
  const asked: CommandMessage[] = [];
  const deps: ReconcileDeps = {
    ...run.as('reconcile'),
    books: port,
    kept: memory.kept,
    flights: async () => [...run.memory.flights.values()],
    cases: {
      since: async (status, { from, after = '', limit }) => {
        const all = [...run.memory.cases.values()].flatMap((entries) => summaryOf(entries) ?? []);
        const place = (of: { updatedAt: string; caseId: string }) => `${of.updatedAt}#${of.caseId}`;
        const found = all
          .filter((of) => of.status === status && of.updatedAt >= from && place(of) > after)
          .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
        const cases = found.slice(0, limit);
        const last = cases.at(-1);
        return { cases, ...(found.length > limit && last && { next: place(last) }) };
      },
    },
    settle: async (message) => void asked.push(message),
  };
  /** A case up to its decision, and up to where the gateway leaves it. */
  const decided = async (number: string): Promise<CaseRef> => {
    await run.receive({ number, cents: 500 }, `e-${number}`);
    return run.toDecision(run.started.at(-1)?.input as CaseRef, 0.95);
  };
  const posted = async (number: string): Promise<CaseRef> => {
    const ref = await decided(number);
    await execute(run.messageOf(ref), run.gateway);
    return ref;
  };
  const byHand = (id: string): BookedDocument => ({
    ...{ id, number: `H-${id}`, company: 'ACME', currency: 'EUR', net: '9', tax: '0', gross: '9' },
    ...{ state: 'posted', cancelled: false, changed: [] },
  });
  /** Somebody changes what stands in the books under a case's key. */
  const change = ({ caseId }: CaseRef, to: Partial<BookedDocument> | undefined) => {
    const document = [...books.values()].find(({ key }) => key?.startsWith(caseId));
    if (!document) throw new Error(`the ERP has nothing of ${caseId}`);
    if (to === undefined) books.delete(document.id);
    else enter({ ...document, ...to });
  };
  const breakEntries = () =>
    [...run.memory.cases.values()].flat().filter(({ stage }) => stage === 'break-found' || stage === 'break-closed');
  return { run, books, placed, enter, byHand, change, decided, posted, deps, port, asked, breakEntries, ...memory };
}
