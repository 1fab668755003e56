/** A piece of work, and the pieces that must have ended before it begins; names that are not there count for nothing. */
export interface Piece {
  readonly name: string;
  readonly after: readonly string[];
}

/**
 * Does all pieces, in their order as far as `after` allows, and at most `atOnce` at the same time.
 * @returns the results in the order of the pieces
 * @throws the first failure, when what was under way has ended; nothing more is begun then
 * @throws Error naming the pieces that wait for each other
 */
export async function inOrder<P extends Piece, R>(
  pieces: readonly P[],
  atOnce: number,
  work: (piece: P) => Promise<R>,
): Promise<R[]> {
  const results = new Map<string, R>();
  const unfinished = new Set(pieces.map(({ name }) => name));
  const waiting = new Set(pieces);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const begin = (piece: P): void => {
    waiting.delete(piece);
    const ending = work(piece)
      .then(
        (result) => {
          results.set(piece.name, result);
          unfinished.delete(piece.name);
        },
        (error: unknown) => void failures.push(error),
      )
      .finally(() => underWay.delete(ending));
    underWay.add(ending);
  };
  for (;;) {
    const free = [...waiting].filter(({ after }) => !after.some((name) => unfinished.has(name)));
    if (failures.length === 0) for (const piece of free.slice(0, atOnce - underWay.size)) begin(piece);
    if (underWay.size === 0) break;
    await Promise.race(underWay);
  }
  if (failures.length > 0) throw failures[0];
  if (waiting.size > 0)
    throw new Error(`these wait for each other: ${[...waiting].map(({ name }) => name).join(', ')}`);
  return pieces.map(({ name }) => results.get(name) as R);
}
