import { z } from 'zod';

/** Words that a console user reads; without `/`, so that qualified names of nested states are unambiguous. */
const stateName = z.string().regex(/^[A-Z][A-Za-z0-9 -]{0,79}$/, 'a state is named in words: Post Invoice');
const common = { Comment: z.string().optional(), QueryLanguage: z.string().optional() };
const transition = { Next: stateName.optional(), End: z.literal(true).optional() };
const errorEquals = z.array(z.string()).min(1);
const retrier = z.looseObject({ ErrorEquals: errorEquals });
const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  Output: z.json().optional(),
  Next: stateName,
});
const recovery = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

const task = z.strictObject({
  ...common,
  Type: z.literal('Task'),
  Resource: z.string(),
  Arguments: z.record(z.string(), z.json()),
  Output: z.json().optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  ...recovery,
  ...transition,
});

const choice = z.strictObject({
  ...common,
  Type: z.literal('Choice'),
  Choices: z.array(z.strictObject({ Comment: z.string().optional(), Condition: z.string(), Next: stateName })).min(1),
  Default: stateName.optional(),
});

const succeed = z.strictObject({ ...common, Type: z.literal('Succeed') });
const fail = z.strictObject({ ...common, Type: z.literal('Fail'), Error: z.string(), Cause: z.string().optional() });

const parallelOwn = z.strictObject({
  ...common,
  Type: z.literal('Parallel'),
  Arguments: z.json().optional(),
  Output: z.json().optional(),
  ...recovery,
  ...transition,
});

const mapOwn = z.strictObject({
  ...common,
  Type: z.literal('Map'),
  Items: z.json().optional(),
  ItemSelector: z.json().optional(),
  MaxConcurrency: z.int().nonnegative().optional(),
  Output: z.json().optional(),
  ...recovery,
  ...transition,
});

export type TaskState = z.infer<typeof task>;
export type Catcher = z.infer<typeof catcher>;
export type ParallelState = z.infer<typeof parallelOwn> & { readonly Branches: readonly Machine[] };
export type MapState = z.infer<typeof mapOwn> & { readonly ItemProcessor: Machine };
export type State =
  | TaskState
  | z.infer<typeof choice>
  | z.infer<typeof succeed>
  | z.infer<typeof fail>
  | ParallelState
  | MapState;

/** States that run from a start of their own: a whole definition, a branch, an item processor. */
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const states: z.ZodType<Machine['States']> = z.record(
  stateName,
  z.lazy(() => state),
);
const machine = z.strictObject({ Comment: z.string().optional(), StartAt: stateName, States: states });
const inline = z.strictObject({ Mode: z.literal('INLINE') }).optional();

const state = z.discriminatedUnion(
  'Type',
  [
    task,
    choice,
    succeed,
    fail,
    parallelOwn.extend({ Branches: z.array(machine).min(1) }),
    mapOwn.extend({ ItemProcessor: machine.extend({ ProcessorConfig: inline }) }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? 'a state is a Task, Choice, Succeed, Fail, Parallel or Map; Pass and Wait hide what belongs in a handler'
        : undefined,
  },
);

/** The part of Amazon States Language that a governed workflow may use; a field that is not here is refused. */
export const definition = machine.extend({
  QueryLanguage: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  Version: z.literal('1.0').optional(),
});
export type Definition = z.infer<typeof definition>;
