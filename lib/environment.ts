import { z } from 'zod';
import { FUNCTIONS } from './functions.ts';

const wholeNumber = z.coerce.number().int().positive();
const text = z.string().min(1).max(200);
const json = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }, schema);
const producers = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'an event source'),
  z.string().regex(/^arn:[^:]+:iam::\d{12}:(role|user)\/./, 'the ARN of an IAM role or user'),
);
/** Tokens go there and keys come from there: TLS, or this very machine. */
const issuer = z.url().regex(/^(https:\/\/|http:\/\/127\.0\.0\.1:)/, 'an https URL, as the issuer writes itself');

/** What may differ between targets: values only, never which resources there are. */
export const settings = z.strictObject({
  /** Bedrock model or inference profile that Assess asks. */
  modelId: z.string().min(1).default('eu.anthropic.claude-sonnet-4-5-20250929-v1:0'),
  /** Where Converse calls go instead of Bedrock; a local model endpoint. */
  bedrockEndpoint: z.url().optional(),
  /** Event source → ARN of the one principal that may use it on the bus. */
  producers: json(producers).default({}),
  /** `compliance` can't be shortened or lifted by anybody, the account's root included. */
  evidenceLock: z.enum(['governance', 'compliance']).default('governance'),
  /** For how long evidence can't be deleted, days; ten years is the longest commercial retention in the EU. */
  evidenceRetentionDays: wholeNumber.default(3653),
  /** Milliseconds that one ERP call may take. */
  erpTimeoutMs: wholeNumber.default(10_000),
  /** Milliseconds for which a prepared command belongs to one worker: the call's timeout plus the ERP's longest transaction. */
  erpLeaseMs: wholeNumber.default(30_000),
  /** OpenID Connect issuer of the people who decide reviews, exactly as its tokens name it; the default verifies nobody. */
  oidcIssuer: issuer.default('https://issuer.invalid'),
  /** What an access token for the review API names as `aud`; for Cognito, the client id. */
  oidcAudience: text.default('countersign'),
  /** Claims that may hold roles, separated by spaces: `roles` (Entra), `groups` (Okta), `cognito:groups`. */
  oidcRolesClaims: text.default('roles'),
  /** Value of such a claim → role id of the authority data; a value that is not here means nothing. */
  oidcRoleMap: json(z.record(text, text)).default({}),
  /** Public client with which the command line logs in, and the scopes that it asks for. */
  oidcClientId: text.default('countersign-cli'),
  oidcScope: text.default('openid'),
  /** For how many seconds an event waits for an earlier one of its subject before operations is asked. */
  orderPatienceSeconds: wholeNumber.default(3600),
  /** Only to try reviews out: how many seconds one of their working hours takes; without it the workflow's calendar counts. */
  workingHourSeconds: z.coerce.number().positive().max(3600).optional(),
});
export type Settings = z.infer<typeof settings>;

/**
 * The settings of a target, from CDK context (`cdk deploy -c modelId=…`, `cdk.json`).
 * @throws Error naming each setting that is not usable, and what it must be
 */
export function readSettings(context: (name: string) => unknown): Settings {
  const given = Object.keys(settings.shape).map((name) => [name, context(name)] as const);
  const parsed = settings.safeParse(
    Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== '')),
  );
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `-c ${path.join('.')}: ${message}`);
    throw new Error(`context of the app is not usable: ${faults.join('; ')}`);
  }
  const fault = timeFault(parsed.data);
  if (fault) throw new Error(fault);
  return parsed.data;
}

/** One command asks the ERP for its versions and then to post: both, each at its longest, must fit into the gateway. */
function timeFault({ erpLeaseMs, erpTimeoutMs }: Settings): string | undefined {
  const gatewayMs = FUNCTIONS.gateway.timeoutSeconds * 1000;
  if (erpLeaseMs <= erpTimeoutMs)
    return `-c erpLeaseMs: ${erpLeaseMs} must be longer than erpTimeoutMs (${erpTimeoutMs}), or two workers could post`;
  if (2 * erpTimeoutMs >= gatewayMs)
    return `-c erpTimeoutMs: ${erpTimeoutMs} must be under ${gatewayMs / 2}, or the gateway ends before the ERP answers`;
  return undefined;
}
