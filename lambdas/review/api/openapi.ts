import { z } from 'zod';
import { caseId } from '../../../statemachines/kernel/ids.ts';
import { EXCEPTION_OPERATIONS } from '../../exceptions/operations.ts';
import { GOVERN_OPERATIONS } from '../../govern/operations.ts';
import { ORDER_OPERATIONS } from '../../order/operations.ts';
import { QUARANTINE_OPERATIONS } from '../../quarantine/operations.ts';
import { REOPEN_OPERATIONS } from '../../reopen/operations.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { problem } from './problem.ts';

type Described = Omit<Operation, 'run'>;

/** OpenAPI 3.1's schemas are JSON Schema 2020-12, which zod writes itself. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'throw' });
  return rest;
};

const json = (schema: object) => ({ 'application/json': { schema } });
const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const ANSWERED: readonly number[] = [401, 403, 404, 409, 410, 413, 422, 503];

/** The API as OpenAPI 3.1, made of the schemas that its requests and answers are checked by. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {};
  const operations = [
    ...OPERATIONS,
    ...REOPEN_OPERATIONS,
    ...GOVERN_OPERATIONS,
    ...QUARANTINE_OPERATIONS,
    ...EXCEPTION_OPERATIONS,
    ...ORDER_OPERATIONS,
  ];
  for (const operation of operations as readonly Described[]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign for people',
      version: '1',
      description:
        'What a person may decide, what it rests on, the decision, what everybody works under, events in quarantine or out of their order, and exceptions. Only POST changes anything.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ person: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        person: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          description: 'An access token of the configured OpenID Connect issuer for this audience, of a person',
        },
      },
    },
  };
}

function described({ id, summary, path, query, body, answer }: Described) {
  const parameters = [
    ...(path.includes('{caseId}')
      ? [{ name: 'caseId', in: 'path', required: true, schema: schemaOf(caseId, 'input') }]
      : []),
    ...(query ? queryOf(query) : []),
    ...(body ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      200: { description: 'Done', content: json(schemaOf(answer, 'output')) },
      ...Object.fromEntries(ANSWERED.map((status) => [status, PROBLEM])),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Of your choice, one for each intention: the same again answers what was recorded, with another body 422.',
  schema: { type: 'string', minLength: 8, maxLength: 100 },
};

function queryOf(query: z.ZodType) {
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, { description?: string }> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: false },
    ...(description && { description }),
    schema,
  }));
}
