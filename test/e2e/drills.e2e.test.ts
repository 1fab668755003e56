import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DRILLS } from '../../cli/drills/all.ts';
import { runDrill } from '../../cli/drills/drill.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { testStack } from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await testStack();
});
afterAll(() => stack?.stop());

/* The ledger is restored last, since the others have filled it. */
it.each(['erp-down', 'bus-down', 'ai-down', 'restore'])('%s holds, and puts back what it changed', async (name) => {
  const run = Date.now().toString(36).toUpperCase();
  const drill = await DRILLS[name]?.({ plane: stack.plane, modelUrl: stack.model.url, run, now: Date.now });
  if (!drill) throw new Error(`${name} is no drill`);
  const said: string[] = [];
  const host = {
    write: (text: string) => {
      said.push(text);
      process.stdout.write(text);
    },
    now: Date.now,
    sleep: (ms: number) => sleep(ms),
    interrupted: new AbortController().signal,
  };
  expect(await runDrill(drill, host), said.join('')).toBe(true);
});
