import { z } from 'zod';
import { stubFacts, VERSION } from './stub-facts.ts';

/** An ERP in memory that answers at once: what is measured is not the ERP. */
export interface StubErp {
  /** Answers one method of `countersign.command`, as `erp/tryton-module` would. Fails with StubRefusal for business errors. */
  answer(method: string, args: readonly unknown[]): unknown;
  /** Settles when the invoice of that number is posted. */
  posted(reference: string): Promise<void>;
  documents(): number;
}

/** A business error, in Tryton's form: `["UserError", [code, words, null]]`. */
export class StubRefusal extends Error {
  override readonly name = 'StubRefusal';
  readonly code: string;
  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}

const pairs = z.array(z.tuple([z.string(), z.int()]));
const posting = z.tuple([
  z.string().min(1),
  z.string().min(1),
  z.looseObject({
    reference: z.string(),
    currency: z.string(),
    expected: z.object({ untaxed: z.string(), tax: z.string(), total: z.string() }),
  }),
]);

interface Recorded {
  readonly digest: string;
  readonly result: Readonly<Record<string, unknown>>;
}

/** A stub with no document. It enforces the key, and one document a supplier's number. */
export function stubErp(): StubErp {
  const byKey = new Map<string, Recorded>();
  const byReference = new Map<string, PromiseWithResolvers<void> & { taken: boolean }>();
  const waitFor = (reference: string) => {
    const known = byReference.get(reference) ?? { ...Promise.withResolvers<void>(), taken: false };
    byReference.set(reference, known);
    return known;
  };

  function post(args: readonly unknown[]): unknown {
    const [key, digest, document] = posting.parse(args.slice(0, 3));
    const there = byKey.get(key);
    if (there?.digest === digest) return { ...there.result, replayed: true };
    if (there) throw new StubRefusal('IDEMPOTENCY_KEY_REUSED', `${key} was used for another document`);
    const { reference, currency, expected } = document;
    const waiting = waitFor(reference);
    if (waiting.taken) throw new StubRefusal('DUPLICATE_SUPPLIER_REFERENCE', `${reference} is posted already`);
    const id = byKey.size + 1;
    const move = { id, balanced: true };
    const result = {
      replayed: false,
      id,
      number: `STUB-${id}`,
      state: 'posted',
      reference,
      currency,
      ...expected,
      amountToPay: expected.total,
      move,
    };
    byKey.set(key, { digest, result });
    waiting.taken = true;
    waiting.resolve();
    return result;
  }

  /** Everything that was posted, by key: nobody enters anything by hand. */
  function booked() {
    return [...byKey].map(([key, { digest, result }], index) => {
      const shown = { company: 1, cancelled: false, changed: [] };
      return { ...result, ...shown, id: index + 1, key, digest, position: index + 1 };
    });
  }
  const page = (after: number, limit: number) => ({
    last: byKey.size,
    documents: booked().slice(after, after + limit),
  });

  const methods: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
    invoice_facts: ([query]) => stubFacts(query),
    versions: ([of]) => pairs.parse(of).map(([kind, id]) => ({ kind, id, version: VERSION })),
    lookup: ([key]) => {
      const found = byKey.get(z.string().parse(key));
      return found ? { key, ...found } : null;
    },
    post_invoice: post,
    documents: ([after, limit]) => page(z.int().parse(after), z.int().parse(limit)),
    documents_of: ([keys]) => booked().filter(({ key }) => z.array(z.string()).parse(keys).includes(key)),
    documents_by_id: ([ids]) => booked().filter(({ id }) => z.array(z.int()).parse(ids).includes(id)),
  };
  return {
    answer(method, args) {
      const known = methods[method];
      if (!known) throw new StubRefusal('UNKNOWN_METHOD', `the stub ERP has no ${method}`);
      return known(args);
    },
    posted: (reference) => waitFor(reference).promise,
    documents: () => byKey.size,
  };
}
