import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Edge, edgesOf } from './architecture/edges.ts';

const root = join(import.meta.dirname, '..');
const SHIPPED = /^(bin|lib|lambdas|statemachines|cli)\//;

/** The design card: packages that the shipped code must use, and what must lie at the top. */
const PACKAGES = [
  'aws-cdk-lib',
  'constructs',
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-bedrock-runtime',
  '@middy/core',
  'zod',
];
const TOP_LEVEL = [
  'package.json',
  'tsconfig.json',
  'cdk.json',
  'bin',
  'lib',
  'lambdas',
  'statemachines',
  'test',
  'cdk.out.gitignore',
];

describe('the design card', () => {
  let edges: readonly Edge[] = [];
  beforeAll(async () => {
    edges = await edgesOf(root);
  });

  it.each(PACKAGES)('the shipped code uses %s', (name) => {
    expect(edges.filter(({ from, to, external }) => external && to === name && SHIPPED.test(from))).not.toEqual([]);
  });

  it.each(PACKAGES)('%s is a dependency, pinned', (name) => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    expect(dependencies?.[name]).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(TOP_LEVEL)('%s is there', (name) => expect(existsSync(join(root, name))).toBe(true));
});
