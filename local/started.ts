/** Something that runs and can be ended. */
interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Remembers what was started; `stop` ends all of it, the newest first, and may be called again.
 * What comes to be kept after that, since it was still starting, is ended at once.
 */
export function startedParts() {
  const parts: Stoppable[] = [];
  let isOver = false;
  return {
    keep<T extends Stoppable>(part: T): T {
      parts.push(part);
      if (isOver) void stop();
      return part;
    },
    stop,
  };

  async function stop(): Promise<void> {
    isOver = true;
    for (const part of parts.splice(0).reverse()) await part.stop();
  }
}
