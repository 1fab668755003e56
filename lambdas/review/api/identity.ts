import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Person } from '../deps.ts';

/** Whose tokens count here, and what their claims mean. */
export interface IdentitySettings {
  readonly issuer: string;
  /** Of this API; Cognito's access tokens have none and name the client instead. */
  readonly audience: string;
  /** Claims that may hold roles: `roles` (Entra), `groups` (Okta), `cognito:groups`. */
  readonly rolesClaims: readonly string[];
  /** Value of such a claim → our role's id. What is not here means nothing. */
  readonly roleMap: Readonly<Record<string, string>>;
}

/** No token, or one that does not count; the reason is for the log, and says nothing that a token holds. */
export class Unverified extends Error {
  override readonly name = 'Unverified';
}

/** Asymmetric only: with a symmetric one, whoever knows the public key could sign (RFC 8725, section 3.1). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
const MOST_CHARACTERS = 16_384;
const LONGEST_SUBJECT = 200;
const SKEW_SECONDS = 30;
const OLDEST = '24h';

/**
 * The person behind an `Authorization` header, by a token that verifies now: signature, issuer, audience, time.
 * The subject is `sub` and nothing else (T6).
 * @throws Unverified; CountersignError Transient when the issuer's keys can't be read
 */
export async function personOf(
  authorization: string | null,
  settings: IdentitySettings,
  keys: JWTVerifyGetKey,
  clock: Clock,
): Promise<Person> {
  const [, token = ''] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '') ?? [];
  if (!token || token.length > MOST_CHARACTERS) throw new Unverified('no bearer token');
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer: settings.issuer,
    algorithms: ALGORITHMS,
    requiredClaims: ['exp', 'iat', 'sub'],
    clockTolerance: SKEW_SECONDS,
    maxTokenAge: OLDEST,
    currentDate: clock.now(),
  }).catch(unverified);
  if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) throw new Unverified('typ is not that of an access token');
  if (!isMeantForUs(payload, settings.audience)) throw new Unverified('it is no access token for this API');
  const { sub: subject = '' } = payload;
  if (isMachine(payload)) throw new Unverified('it is of a program, not of a person');
  if (!subject || subject.length > LONGEST_SUBJECT) throw new Unverified('sub is empty or too long');
  return { subject, claimed: rolesIn(payload, settings) };
}

const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash'];

/** An access token whose audience we are, or one of Cognito's for the client that is configured. */
function isMeantForUs(payload: JWTPayload, audience: string): boolean {
  if (payload['token_use'] !== undefined && payload['token_use'] !== 'access') return false;
  if (ID_TOKEN_CLAIMS.some((name) => name in payload)) return false;
  if (payload.aud !== undefined) return [payload.aud].flat().includes(audience);
  return payload['token_use'] === 'access' && payload['client_id'] === audience;
}

/**
 * A token that no person stands behind: by the client-credentials grant `sub` is the client (RFC 9068, section 2.2),
 * in Entra the service principal's own object, in Auth0 the grant is named.
 */
function isMachine(payload: JWTPayload): boolean {
  const itself = ['client_id', 'azp', 'appid', 'cid', 'oid'].some((name) => payload[name] === payload.sub);
  return itself || payload['idtyp'] === 'app' || payload['gty'] === 'client-credentials';
}

function rolesIn(payload: JWTPayload, { rolesClaims, roleMap }: IdentitySettings): string[] {
  const values = rolesClaims.flatMap((name) => listed(payload[name]));
  return [...new Set(values.flatMap((value) => (Object.hasOwn(roleMap, value) ? (roleMap[value] ?? []) : [])))];
}

function listed(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/[\s,]+/);
  return Array.isArray(claim) ? claim.filter((value) => typeof value === 'string') : [];
}

/** What the token's sender can't help. */
const NOT_THEIRS = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

function unverified(error: unknown): never {
  const theirs = error instanceof errors.JOSEError && !NOT_THEIRS.includes(error.code);
  if (theirs) throw new Unverified(error.code, { cause: error });
  throw new CountersignError('Transient', `the issuer's keys can't be read: ${String(error)}`, { cause: error });
}
