import type { Construct } from 'constructs';
import { FUNCTION_NAMES, type FunctionName, specOf } from '../functions.ts';
import type { Resources } from '../resources.ts';
import { TaskFunction } from './task-function.ts';

export type Functions = Readonly<Record<FunctionName, TaskFunction>>;

/** Makes every function of the table. */
export function functionsOf(scope: Construct, resources: Resources, bundles: string): Functions {
  const made = FUNCTION_NAMES.map((name) => [
    name,
    new TaskFunction(scope, { name, spec: specOf(name), resources, bundles }),
  ]);
  return Object.fromEntries(made) as Functions;
}
