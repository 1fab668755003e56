import { z } from 'zod';
import { WRITERS } from '../../statemachines/kernel/ledger-entry.ts';

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is no JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** Every environment variable that a function may have; lib gives each function what it needs and no more. */
const VARIABLES = {
  LEDGER_TABLE: z.string().min(1),
  CLAIMS_TABLE: z.string().min(1),
  AUTHORITY_TABLE: z.string().min(1),
  CASES_TABLE: z.string().min(1),
  FLIGHTS_TABLE: z.string().min(1),
  COMMITMENTS_TABLE: z.string().min(1),
  ORDER_TABLE: z.string().min(1),
  SPENDING_TABLE: z.string().min(1),
  EVIDENCE_BUCKET: z.string().min(1),
  DOCUMENTS_BUCKET: z.string().min(1),
  BUS_NAME: z.string().min(1),
  INTAKE_QUEUE_URL: z.url(),
  COMMAND_QUEUE_URL: z.url(),
  COMMAND_DEAD_LETTERS_URL: z.url(),
  RUNS_TABLE: z.string().min(1),
  RECONCILIATION_TABLE: z.string().min(1),
  BREAKERS_TABLE: z.string().min(1),
  MAC_WRITER: z.enum(WRITERS),
  MAC_KEYS: json(z.partialRecord(z.enum(WRITERS), z.string())),
  /** Workflow slug → state machine ARN. */
  STATE_MACHINES: json(z.record(z.string(), z.string())),
  /** Human role → ARN of its topic. */
  ROLE_TOPICS: json(z.record(z.string(), z.string())),
  ERP_READER_SECRET: z.string().min(1),
  ERP_WRITER_SECRET: z.string().min(1),
  ERP_STEWARD_SECRET: z.string().min(1),
  ERP_BUYER_SECRET: z.string().min(1),
  ERP_CREDITER_SECRET: z.string().min(1),
  /** Milliseconds that one ERP call may take. */
  ERP_TIMEOUT_MS: z.coerce.number().int().positive(),
  /** Milliseconds for which a prepared command belongs to one worker: the call's timeout plus the ERP's longest transaction. */
  ERP_LEASE_MS: z.coerce.number().int().positive(),
  MODEL_ID: z.string().min(1),
  /** Asked in this order while the breaker of those before is open: `<model>` or `<model>@<region>`. */
  MODEL_FALLBACKS: json(z.array(z.string().min(1))),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1),
  /** Names of claims, separated by spaces. */
  OIDC_ROLES_CLAIMS: z.string().transform((names) => names.split(' ').filter(Boolean)),
  /** Value of such a claim → role id. */
  OIDC_ROLE_MAP: json(z.record(z.string(), z.string())),
  /** For how many seconds an event waits for an earlier one before somebody is asked. */
  ORDER_PATIENCE_SECONDS: z.coerce.number().int().positive(),
  /** How many seconds a working hour of a review takes, to try it out; without it the calendar counts. */
  WORKING_HOUR_SECONDS: z.coerce.number().positive().max(3600).optional(),
} as const;
type Variables = typeof VARIABLES;

/**
 * Reads and checks the named environment variables, once, when the function starts.
 * @throws Error naming every variable that is missing or malformed
 */
export function environment<K extends keyof Variables>(...names: K[]): { [N in K]: z.infer<Variables[N]> } {
  const shape = Object.fromEntries(names.map((name) => [name, VARIABLES[name]]));
  const parsed = z.object(shape).safeParse(process.env);
  if (parsed.success) return parsed.data as { [N in K]: z.infer<Variables[N]> };
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`environment of the function is not usable: ${faults.join('; ')}`);
}
