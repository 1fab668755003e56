import type { Edge, Source } from './edges.ts';

/** bin → lib → statemachines ← lambdas ← cli. What is not here may import anything. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  bin: ['bin', 'lib', 'statemachines'],
  lib: ['lib', 'statemachines'],
  statemachines: ['statemachines'],
  lambdas: ['lambdas', 'statemachines'],
  cli: ['cli', 'lambdas', 'statemachines'],
};

/** The pure libraries that a specification may use. */
const PURE = [
  ...['zod', 'canonicalize', 'decimal.js', 'fast-xml-parser', 'ibantools', 'node:crypto'],
  ...['date-holidays', 'temporal-polyfill', 'jose', 'libphonenumber-js', 'card-validator'],
];
const FREE = /^(test|local|bench|erp)\//;
const SDK_USERS = /^(lambdas\/shared\/adapters|cli|local|test|bench)\//;

const MOST_LINES = 200;
const MOST_TEST_LINES = 300;

/** Imports against the arrows, and packages where they do not belong. */
export function wrongImports(edges: readonly Edge[]): string[] {
  const wrong = edges.filter(({ from, to, external }) => {
    const [folder = ''] = from.split('/');
    if (!external) return FREE.test(from) ? false : !ARROWS[folder]?.includes(to.split('/')[0] ?? '');
    if (folder === 'statemachines') return !PURE.includes(to);
    return to.startsWith('@aws-sdk/') && !SDK_USERS.test(from);
  });
  return wrong.map(({ from, to }) => `${from} must not import ${to}`);
}

/** Where the wiring has learnt the name of a workflow. */
export function namedWorkflows(sources: readonly Source[], slugs: readonly string[]): string[] {
  return sources
    .filter(({ path }) => /^(lib|bin)\//.test(path))
    .flatMap(({ path, text }) =>
      slugs.filter((slug) => mentions(text, slug)).map((slug) => `${path} must not mention ${slug}`),
    );
}

/** `invoice-processing`, `invoiceProcessing`, `InvoiceProcessing`, `invoice processing`. */
function mentions(text: string, slug: string): boolean {
  return new RegExp(slug.replaceAll('-', '[-_ ]?'), 'i').test(text);
}

/** Files that are too long to be one thing. */
export function longFiles(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const most = path.startsWith('test/') ? MOST_TEST_LINES : MOST_LINES;
    return lines > most ? [`${path} has ${lines} lines, ${most} at most`] : [];
  });
}

/** Escapes from the type checker, and work left for later. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['any', /(?:\bas|[:<,|&]) ?any\b(?=\s*[)\]>;,=|&[{]|\s*$)/m],
  ['a ts-comment', /@ts-(?:ignore|expect-error|nocheck)/],
  ['a note for later', /\b(?:TODO|FIXME|XXX|HACK)\b/],
];

export function forbiddenText(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !path.startsWith('test/architecture'))
    .flatMap(({ path, text }) =>
      FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${path} holds ${what}`),
    );
}
