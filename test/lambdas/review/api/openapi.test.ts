import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXCEPTION_OPERATIONS } from '../../../../lambdas/exceptions/operations.ts';
import { GOVERN_OPERATIONS } from '../../../../lambdas/govern/operations.ts';
import { ORDER_OPERATIONS } from '../../../../lambdas/order/operations.ts';
import { QUARANTINE_OPERATIONS } from '../../../../lambdas/quarantine/operations.ts';
import { REOPEN_OPERATIONS } from '../../../../lambdas/reopen/operations.ts';
import { openApiDocument } from '../../../../lambdas/review/api/openapi.ts';
import { OPERATIONS } from '../../../../lambdas/review/api/operations.ts';
import { PROBLEM_KINDS } from '../../../../lambdas/review/api/problem.ts';
import { toyApi } from '../../../support/toy-api.ts';

const file = join(import.meta.dirname, '../../../../docs/openapi.json');

it('docs/openapi.json is what the schemas say (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(openApiDocument(), null, 2)}\n`).toMatchFileSnapshot(file);
});

it('anybody may read it, and it names every operation, none twice', async () => {
  const { call } = await toyApi();
  const { status, body } = await call('GET', '/openapi.json');
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  const described = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>);
  const ids = described.flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  const parts = [
    ...[OPERATIONS, REOPEN_OPERATIONS, GOVERN_OPERATIONS, QUARANTINE_OPERATIONS],
    ...[ORDER_OPERATIONS, EXCEPTION_OPERATIONS],
  ];
  const operations = parts.flatMap((part) => part.map(({ id }) => ({ id })));
  expect(ids.sort()).toEqual(operations.map(({ id }) => id).sort());
  expect(new Set(ids).size).toBe(ids.length);
});

it('refers to nothing that is not in it', () => {
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument()));
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  expect(refs.length).toBeGreaterThan(50);
  const at = (path: string) => path.split('/').reduce<unknown>((node, step) => Object(node)[step], document);
  expect(refs.filter((path) => at(path) === undefined)).toEqual([]);
});

it('every kind of problem is described where people look for it', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/review.md'), 'utf8');
  expect(PROBLEM_KINDS.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
});
