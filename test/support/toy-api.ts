import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { EXCEPTION_OPERATIONS } from '../../lambdas/exceptions/operations.ts';
import { exceptionSummary } from '../../lambdas/exceptions/summary.ts';
import { GOVERN_OPERATIONS } from '../../lambdas/govern/operations.ts';
import { orderSummary } from '../../lambdas/ledger/order-summary.ts';
import { summaryOf } from '../../lambdas/ledger/publish.ts';
import { quarantineSummary } from '../../lambdas/ledger/quarantine-summary.ts';
import type { KeepingDeps } from '../../lambdas/order/deps.ts';
import { ORDER_OPERATIONS } from '../../lambdas/order/operations.ts';
import { MOST_CHARACTERS, QUARANTINE_OPERATIONS } from '../../lambdas/quarantine/operations.ts';
import { REOPEN_OPERATIONS } from '../../lambdas/reopen/operations.ts';
import { reviewApi } from '../../lambdas/review/api/api.ts';
import { personOf } from '../../lambdas/review/api/identity.ts';
import { peopleApi, served } from '../../lambdas/review/api/people-api.ts';
import type { Problem } from '../../lambdas/review/api/problem.ts';
import type { Person } from '../../lambdas/review/deps.ts';
import type { CaseSummary } from '../../lambdas/shared/adapters/case-view.ts';
import { orderLine } from '../../lambdas/shared/adapters/order-view.ts';
import { quarantineLine } from '../../lambdas/shared/adapters/quarantine-view.ts';
import { HELD } from '../../statemachines/kernel/order.ts';
import { QUARANTINED, type Readmission } from '../../statemachines/kernel/quarantine.ts';
import type { CaseRef } from '../../statemachines/kernel/task-input.ts';
import { addWorkingTime } from '../../statemachines/kernel/working-time.ts';
import { toyGovern } from './toy-govern.ts';
import { toyIdentity, toyIssuer } from './toy-issuer.ts';
import { toyRun } from './toy-run.ts';
import { toyWorkflow } from './toy-workflow.ts';

const timing = { ...toyWorkflow.review, deadline: addWorkingTime };

interface Call {
  /** Whose token is sent; none if empty. */
  readonly as?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real API over the toy's memory, called as API Gateway calls it; by tokens of the toy's issuer unless told. */
export async function toyApi(identify?: (authorization: string | null) => Promise<Person>) {
  const run = toyRun();
  const issuer = await toyIssuer();
  const logged: { problem: Problem; cause: unknown }[] = [];
  const warned: unknown[] = [];
  let looked = 0;
  const summaries = () =>
    [...run.memory.cases.values()]
      .flatMap((entries) => summaryOf(entries) ?? [])
      .filter((summary): summary is CaseSummary & { reviewOrder: string } => summary.reviewOrder !== undefined)
      .toSorted((a, b) => (a.reviewOrder < b.reviewOrder ? -1 : 1));
  const people = {
    identify:
      identify ?? ((authorization: string | null) => personOf(authorization, toyIdentity, issuer.keys, run.clock)),
    log: (problem: Problem, cause: unknown) => void logged.push({ problem, cause }),
  };
  /** Made when it is first asked, since the governors' switches then take the place of the test's. */
  let govern: ReturnType<typeof served> | undefined;
  const governing = () => served(peopleApi({ operations: GOVERN_OPERATIONS, deps: toyGovern(run), ...people }));
  const reopening = served(peopleApi({ operations: REOPEN_OPERATIONS, deps: run.reopening, ...people }));
  const readmissions: Readmission[] = [];
  const keeping = served(
    peopleApi<KeepingDeps>({
      ...{ operations: [...QUARANTINE_OPERATIONS, ...ORDER_OPERATIONS], mostCharacters: MOST_CHARACTERS, ...people },
      deps: {
        ...run.as('quarantine'),
        ...{ workflows: [toyWorkflow], standing: run.authority.standing },
        waiting: async ({ after = '', limit }) =>
          [...run.memory.cases.values()]
            .flatMap((entries) => quarantineSummary(entries, timing) ?? [])
            .filter(({ status, reviewOrder = '' }) => status === QUARANTINED && reviewOrder > after)
            .map(quarantineLine)
            .toSorted((a, b) => (a.place < b.place ? -1 : 1))
            .slice(0, limit),
        ask: async (message) => void readmissions.push(message),
        order: {
          ...{ ...run.as('order'), standing: run.authority.standing, positions: run.intakeDeps.positions },
          waiting: async ({ after = '', limit }) =>
            [...run.memory.cases.values()]
              .flatMap((entries) => orderSummary(entries, { deadline: addWorkingTime }) ?? [])
              .filter(({ status, reviewOrder = '' }) => status === HELD && reviewOrder > after)
              .map(orderLine)
              .toSorted((a, b) => (a.place < b.place ? -1 : 1))
              .slice(0, limit),
          ask: async (message) => void run.releases.push(message),
        },
      },
    }),
  );
  /** The index of open exceptions, as publish would write it. */
  const exceptions = () =>
    [...run.memory.cases.values()].flatMap((entries) => {
      const summary = quarantineSummary(entries, timing) ?? summaryOf(entries);
      return summary ? [{ ...summary, ...exceptionSummary(entries, timing) }] : [];
    });
  const handling = served(
    peopleApi({
      ...{ operations: EXCEPTION_OPERATIONS, ...people },
      deps: {
        ...{ ...run.as('exceptions'), authority: run.authority, deadline: addWorkingTime },
        open: async (of, { after = '', limit }) =>
          exceptions()
            .filter(({ exceptionClass, exceptionOrder = '' }) => exceptionClass === of && exceptionOrder > after)
            .toSorted((a, b) => ((a.exceptionOrder ?? '') < (b.exceptionOrder ?? '') ? -1 : 1))
            .slice(0, limit),
      },
    }),
  );
  const api = reviewApi({
    ...people,
    deps: {
      ...run.deciding,
      cases: {
        waitingReviews: async ({ after = '', limit }) => {
          const found = summaries()
            .filter(({ reviewOrder }) => reviewOrder > after)
            .slice(0, limit);
          looked += found.length;
          return found;
        },
      },
      warn: (what, about) => void warned.push({ what, ...about }),
    },
  });

  async function call(method: string, path: string, { as, token, body, key, query, headers }: Call = {}) {
    const bearer = token ?? (as ? await issuer.tokenOf(as) : undefined);
    const event = {
      ...{ httpMethod: method, path, resource: '/{proxy+}', isBase64Encoded: false, pathParameters: null },
      headers: {
        ...{ Host: 'api.example', 'content-type': 'application/json' },
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(method === 'POST' && key !== '' && { 'Idempotency-Key': key ?? crypto.randomUUID() }),
        ...headers,
      },
      ...{ multiValueHeaders: {}, queryStringParameters: query ?? null, multiValueQueryStringParameters: null },
      ...{ stageVariables: null, requestContext: { requestId: 'r1', domainName: 'api.example' } },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    } as unknown as APIGatewayProxyEvent;
    if (path.startsWith('/governance/')) govern ??= governing();
    const apart = path.startsWith('/cases/') ? reopening : path.startsWith('/governance/') && govern;
    const listed = path.startsWith('/exceptions') ? handling : /^\/(quarantine|order)\b/.test(path) && keeping;
    const serve = listed || apart || api;
    const { statusCode, body: text, headers: sent } = await serve(event, {} as Context);
    return { status: statusCode, body: JSON.parse(text), headers: sent ?? {} };
  }

  async function opened(document: object = { number: 'A1', cents: 2_000 }, confidence = 0.95): Promise<CaseRef> {
    await run.receive(document, `e${run.started.length}`);
    const start = run.started.at(-1);
    if (!start) throw new Error('nothing was started');
    const ref = await run.toDecision(start.input, confidence);
    await run.open(ref);
    return ref;
  }
  return { run, readmissions, issuer, call, opened, logged, warned, looked: () => looked };
}
