import { openApiDocument } from './openapi.ts';
import { type ApiDeps, OPERATIONS } from './operations.ts';
import { type ApiSpec, peopleApi, respond, served } from './people-api.ts';

/** The reviews of everybody, and the description of the whole API, which anybody may read. */
export function reviewApi(spec: Omit<ApiSpec<ApiDeps>, 'operations'>) {
  const document = JSON.stringify(openApiDocument());
  const app = peopleApi({ operations: OPERATIONS, ...spec });
  app.get('/openapi.json', () => respond(200, 'application/json', document));
  return served(app);
}
