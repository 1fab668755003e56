import { setTimeout as sleep } from 'node:timers/promises';
import { controlPlane } from '../control-plane.ts';
import { DRILLS } from '../drills/all.ts';
import { runDrill } from '../drills/drill.ts';
import { requireLocal } from '../drills/only-local.ts';
import { Unreadable } from '../unreadable.ts';

/**
 * `drill NAME`: on the local stack alone; Ctrl-C ends it and puts back what it changed.
 * @throws Error if it did not hold, or this is not the local stack
 */
export async function drill(name: string, { modelUrl }: { readonly modelUrl: string }): Promise<void> {
  const make = DRILLS[name];
  if (!make) throw new Unreadable(`${name} is no drill: ${Object.keys(DRILLS).join(', ')}`);
  requireLocal();
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  try {
    const plane = await controlPlane();
    const made = await make({ plane, modelUrl, run: Date.now().toString(36).toUpperCase(), now: Date.now });
    const host = {
      write: (text: string) => void process.stdout.write(text),
      now: Date.now,
      sleep: (ms: number) => sleep(ms),
    };
    if (!(await runDrill(made, { ...host, interrupted: interruption.signal }))) throw new Error(`${name} did not hold`);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
  }
}
