import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, edgesOf, type Source, sourcesOf } from './architecture/edges.ts';
import { forbiddenText, longFiles, namedWorkflows, wrongImports } from './architecture/rules.ts';

const root = join(import.meta.dirname, '..');

describe('the sources', () => {
  const sources = sourcesOf(root);
  let edges: readonly Edge[] = [];
  beforeAll(async () => {
    edges = await edgesOf(root);
  });

  it('were all read, types and tests too', () => {
    expect(sources.length).toBeGreaterThan(150);
    for (const { path } of sources.filter(({ text }) => /^import /m.test(text)))
      expect(
        edges.filter((edge) => edge.from === path),
        path,
      ).not.toEqual([]);
  });

  it('import along the arrows bin → lib → statemachines ← lambdas ← cli', () => {
    expect(wrongImports(edges)).toEqual([]);
  });

  it('know no workflow by name in lib and bin', () => {
    const folders = readdirSync(join(root, 'statemachines'), { withFileTypes: true });
    const slugs = folders.filter((entry) => entry.isDirectory() && entry.name !== 'kernel').map(({ name }) => name);
    expect(slugs.length).toBeGreaterThan(0);
    expect(namedWorkflows(sources, slugs)).toEqual([]);
  });

  it('are short', () => expect(longFiles(sources)).toEqual([]));
  it('hold no escape from the types, and nothing left for later', () => expect(forbiddenText(sources)).toEqual([]));
});

const planted: Readonly<Record<string, string>> = {
  'statemachines/kernel/money.ts':
    "import { z } from 'zod';\nimport { createHash } from 'crypto';\nexport type Money = typeof z;\nexport { createHash };\n",
  'statemachines/sample-flow/workflow.ts':
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
  'statemachines/sample-flow/propose.ts':
    "import type { Run } from '../../lambdas/decide/run.ts';\nexport type Propose = Run;\n",
  'lambdas/decide/run.ts': "import { SFNClient } from '@aws-sdk/client-sfn';\nexport type Run = SFNClient;\n",
  'lambdas/decide/handler.ts': "export * from '../../lib/stack.ts';\n",
  'lambdas/shared/adapters/sfn.ts':
    "import { SFNClient } from '@aws-sdk/client-sfn/client';\nexport const client = SFNClient;\n",
  'lib/stack.ts': "export type { Run } from '../lambdas/decide/run.ts';\nexport const title = 'Sample Flow';\n",
  'lib/late.ts': "export const late = () => import('../cli/main.ts');\n",
  'cli/main.ts': "import '../lambdas/shared/adapters/sfn.ts';\nimport '../test/main.test.ts';\n",
  'bin/app.ts': "import { title } from '../lib/stack.ts';\nexport const app = title as any;\n// TODO\n",
  'test/main.test.ts': `import '../lib/stack.ts';\n${'export {};\n'.repeat(300)}`,
  'lib/long.ts': 'export {};\n'.repeat(201),
};

describe('planted violations', () => {
  const tree = mkdtempSync(join(tmpdir(), 'countersign-tree-'));
  let edges: readonly Edge[] = [];
  let sources: readonly Source[] = [];
  beforeAll(async () => {
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    [edges, sources] = [await edgesOf(tree), sourcesOf(tree)];
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  it('are seen, imports of types and late ones too', () => {
    expect(wrongImports(edges).sort()).toEqual([
      'cli/main.ts must not import test/main.test.ts',
      'lambdas/decide/handler.ts must not import lib/stack.ts',
      'lambdas/decide/run.ts must not import @aws-sdk/client-sfn',
      'lib/late.ts must not import cli/main.ts',
      'lib/stack.ts must not import lambdas/decide/run.ts',
      'statemachines/sample-flow/propose.ts must not import lambdas/decide/run.ts',
      'statemachines/sample-flow/workflow.ts must not import node:fs',
    ]);
  });

  it('in what lib says, in length and in text are seen', () => {
    expect(namedWorkflows(sources, ['sample-flow'])).toEqual(['lib/stack.ts must not mention sample-flow']);
    expect(longFiles(sources)).toEqual([
      'lib/long.ts has 201 lines, 200 at most',
      'test/main.test.ts has 301 lines, 300 at most',
    ]);
    expect(forbiddenText(sources)).toEqual(['bin/app.ts holds any', 'bin/app.ts holds a note for later']);
  });

  it.each([
    'let x: any;',
    'x as any)',
    'Record<string, any>',
    'x: string | any',
    'f<any>()',
    '(x: any) => 1',
    'y: any[] = []',
    'x: any = 1',
  ])('of the type any are seen in %s', (text) =>
    expect(forbiddenText([{ path: 'lib/x.ts', text }])).toEqual(['lib/x.ts holds any']),
  );

  it.each(['// for any case', 'const any = 1', "it('any, whatever')"])('are not seen in %s', (text) => {
    expect(forbiddenText([{ path: 'lib/x.ts', text }])).toEqual([]);
  });
});
