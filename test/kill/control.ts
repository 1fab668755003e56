import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Crossing, crossing } from './crossing.ts';
import type { CallFault } from './spoiling-proxy.ts';

/** One fault at one boundary: the named side effect of a case, when it is reached for the first time. */
export interface Cell {
  readonly boundary: string;
  readonly fault: CallFault;
}

interface Case {
  readonly crossed: string[];
  readonly cell?: Cell;
  fired: boolean;
}

interface World {
  /** The cases that a text is about. */
  readonly casesIn: (text: string) => ReadonlySet<string>;
  /** Once a fault was told and before it happens. */
  readonly spoils: (fault: CallFault, at: Crossing) => Promise<void>;
}

/** The server that functions ask at each side effect; it writes down what each case crosses, and has one fault told for each at most. */
export async function serveControl({ casesIn, spoils }: World) {
  const cases = new Map<string, Case>();
  /** Crossings that belong to no single case, by name. */
  const unowned = new Map<string, number>();

  async function answer(crossed: Crossing): Promise<{ fault?: CallFault }> {
    const name = `${crossed.fn}: ${crossed.effect}`;
    const known = ownerOf(crossed);
    if (!known) {
      unowned.set(name, (unowned.get(name) ?? 0) + 1);
      return {};
    }
    const nth = known.crossed.filter((other) => other === name || other.startsWith(`${name} #`)).length + 1;
    const boundary = nth > 1 ? `${name} #${nth}` : name;
    known.crossed.push(boundary);
    if (known.fired || known.cell?.boundary !== boundary) return {};
    known.fired = true;
    await spoils(known.cell.fault, crossed);
    return { fault: known.cell.fault };
  }

  /** The one case that the worker was called for; where they are several, the one that its request is about. */
  function ownerOf({ said, invocation }: Crossing): Case | undefined {
    const one = [invocation, said].map(casesIn).find(({ size }) => size === 1);
    const [only] = one ?? [];
    return only === undefined ? undefined : cases.get(only);
  }

  const server = createServer((incoming, outgoing) => {
    text(incoming)
      .then((body) => answer(crossing.parse(JSON.parse(body))))
      .then((told) => outgoing.end(JSON.stringify(told)))
      .catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the control server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    unowned,
    /** Follows a case from now on, with a fault or without. */
    follow(id: string, cell?: Cell): Readonly<Case> {
      const followed: Case = { crossed: [], fired: false, ...(cell && { cell }) };
      cases.set(id, followed);
      return followed;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
