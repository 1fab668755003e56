import { systemClock } from '../../shared/adapters/ledger.ts';
import { environment } from '../../shared/environment.ts';
import { logger } from '../../shared/task.ts';
import { personOf } from './identity.ts';
import { issuerKeys } from './issuer-keys.ts';
import type { ApiSpec } from './people-api.ts';

/** Whose tokens count, and what is logged, as the environment of the function says. */
export function peopleOfEnvironment(): Pick<ApiSpec<never>, 'identify' | 'log'> {
  const env = environment('OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_ROLES_CLAIMS', 'OIDC_ROLE_MAP');
  const settings = {
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE,
    rolesClaims: env.OIDC_ROLES_CLAIMS,
    roleMap: env.OIDC_ROLE_MAP,
  };
  const keys = issuerKeys(env.OIDC_ISSUER);
  return {
    identify: (authorization) => personOf(authorization, settings, keys, systemClock),
    log(problem, cause) {
      const about = { problem, cause: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) };
      if (problem.status >= 500) logger.error('a request failed', about);
      else logger.info('a request was refused', about);
    },
  };
}
