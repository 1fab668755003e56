import { FUNCTION_NAMES, type FunctionName, specOf } from './functions.ts';

/** Placeholder of a graph (`GatherFunction`) → the function that it calls. */
export const PLACEHOLDERS: ReadonlyMap<string, FunctionName> = new Map(
  FUNCTION_NAMES.flatMap((name) =>
    (specOf(name).placeholders ?? []).map((placeholder) => [placeholder, name] as const),
  ),
);
