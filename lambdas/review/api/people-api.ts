import { RequestEntityTooLargeError, Router } from '@aws-lambda-powertools/event-handler/http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { asTransient } from '../../shared/as-transient.ts';
import type { Person } from '../deps.ts';
import type { Operation } from './operations.ts';
import { type Problem, problemOf } from './problem.ts';
import { readRequest } from './read-request.ts';

export interface ApiSpec<Deps> {
  readonly operations: readonly Operation<Deps>[];
  /** @throws Unverified; CountersignError Transient */
  readonly identify: (authorization: string | null) => Promise<Person>;
  readonly deps: Deps;
  /** Of a request's body; 16 384 unless said otherwise. */
  readonly mostCharacters?: number;
  /** Told of every request that ends in a problem, with its cause; never of tokens or bodies. */
  readonly log: (problem: Problem, cause: unknown) => void;
}

const MOST_CHARACTERS = 16_384;

/** Routes every operation; whose request it is is verified before anything else of it is looked at. */
export function peopleApi<Deps>({
  operations,
  identify,
  deps,
  log,
  mostCharacters = MOST_CHARACTERS,
}: ApiSpec<Deps>): Router {
  const app = new Router();
  for (const operation of operations) {
    app[operation.method](operation.path.replace('{caseId}', ':caseId') as `/${string}`, async (context) => {
      const { req, params, event } = context;
      const person = await identify(req.headers.get('authorization'));
      if ((event.body?.length ?? 0) > mostCharacters) throw new RequestEntityTooLargeError();
      const result = await operation.run(person, await readRequest(operation, req, params), deps).catch(asTransient);
      return respond(200, 'application/json', JSON.stringify(operation.answer.parse(result)));
    });
  }
  app.errorHandler(Error, async (error, { event }) => {
    const problem = problemOf(error, String(Object(event.requestContext)['requestId']));
    log(problem, error);
    return respond(problem.status, 'application/problem+json', JSON.stringify(problem));
  });
  return app;
}

/** The router as Lambda calls it. */
export function served(app: Router) {
  return (event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> =>
    app.resolve(asRequest(event), context);
}

/** Only a POST has a body here: one that a GET brings would not even become a request. */
function asRequest(event: APIGatewayProxyEvent): APIGatewayProxyEvent {
  return event.httpMethod === 'POST' ? event : { ...event, body: null };
}

export function respond(status: number, type: string, body: string): Response {
  const headers = {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 401 && { 'www-authenticate': 'Bearer error="invalid_token"' }),
    ...(status === 503 && { 'retry-after': '2' }),
  };
  return new Response(body, { status, headers });
}
