/** A request as it leaves a function. */
export interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What leaves nothing behind, by the operation's name: whatever else is called counts, so that a new effect is found by itself. */
const READS = /^(Get|BatchGet|TransactGet|Query|Scan|Describe|List|Receive|Verify|Generate|Head)/;
/** Of the ERP's own methods. */
const ERP_READS: ReadonlySet<string> = new Set([
  ...['login', 'invoice_facts', 'versions', 'lookup', 'documents', 'documents_of', 'documents_by_id'],
]);

/** `PutItem ledger gathered`, `post_invoice` and the like; undefined for what only reads. */
export function sideEffectOf(wire: Wire): string | undefined {
  const { headers, path, method, body } = wire;
  if (path.endsWith('/rpc/')) {
    const called = /"method":\s*"[^"]*?([a-z_]+)"/.exec(body)?.[1] ?? 'unknown call';
    return ERP_READS.has(called) ? undefined : `ERP ${called}`;
  }
  const target = headers['x-amz-target'];
  const operation =
    (typeof target === 'string' ? target.split('.').at(-1) : new URLSearchParams(body).get('Action')) ??
    (method === 'GET' || method === 'HEAD' ? 'GetObject' : method === 'PUT' ? 'PutObject' : `${method} ${path}`);
  if (READS.test(operation)) return undefined;
  const named = (pattern: RegExp) => [...new Set([...body.matchAll(pattern)].map(([, name]) => name))];
  const stages = named(/"stage":\s*\{\s*"S":\s*"([a-z-]+)"/g);
  return [operation, ...(stages.length > 0 ? stages : named(TABLE))].join(' ');
}

/** `CountersignFoundation-Claims1A2B3C4D-5e6f7a8b` is `Claims`. */
const TABLE = /"TableName":\s*"[^"-]+-([A-Za-z]+?)(?:[0-9A-F]{8})?-/g;
