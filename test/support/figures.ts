import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test has counted; `npm run prove:…` prints it. */
    figures?: Readonly<Record<string, number>>;
  }
}

/** Leaves what a test has counted, by name, in its report. */
export function figures({ task }: Pick<TestContext, 'task'>, counted: Readonly<Record<string, number>>): void {
  task.meta.figures = counted;
}
