/** Something that runs and can be ended. */
interface Stoppable {
  stop(): Promise<void>;
}

/** Remembers what was started; `stop` ends all of it, the newest first, and may be called again. */
export function startedParts() {
  const parts: Stoppable[] = [];
  return {
    keep<T extends Stoppable>(part: T): T {
      parts.push(part);
      return part;
    },
    async stop(): Promise<void> {
      for (const part of parts.splice(0).reverse()) await part.stop();
    },
  };
}
