import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadPolicies, parsePolicies } from '../lambdas/shared/authority/policy-set.ts';
import { definition } from '../lib/proofs/definition.ts';
import { graphOf } from '../lib/proofs/graph.ts';
import { straightThroughStates } from '../lib/proofs/straight-through.ts';
import { runbookLink } from '../lib/runbook.ts';
import { violationsOf } from '../lib/violations.ts';
import { AGENT_ROLE } from '../statemachines/kernel/authority/role.ts';
import { reviewSteps } from '../statemachines/kernel/review-steps.ts';
import { MAX_ROUNDS } from '../statemachines/kernel/task-input.ts';
import { addWorkingTime, holidaysOf } from '../statemachines/kernel/working-time.ts';
import { registry } from '../statemachines/registry.ts';
import { templatesOf } from './lib/sample.ts';
import { TRACE, tracedRun } from './support/traced-run.ts';

const root = fileURLToPath(new URL('../statemachines/', import.meta.url));

/** What a process owner finds in every workflow's folder; besides, it holds TypeScript and the Cedar schema only. */
const FILES = [
  'RUNBOOK.md',
  'assessment.ts',
  'contract.ts',
  'facts.ts',
  'policy.cedar',
  'policy.cedarschema',
  'prompt.md',
  'proposal.ts',
  'workflow.asl.json',
  'workflow.ts',
];

/** What is missing from a workflow's folder, and what does not belong there. */
function folderFaults(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const missing = FILES.filter((name) => !files.includes(name)).map((name) => `${name} is missing`);
  const controls = files.some((name) => name.startsWith('controls/')) ? [] : ['controls/ is missing'];
  const stray = files.filter((name) => !FILES.includes(name) && !/^[a-z0-9/-]+\.ts$/.test(name));
  return [...missing, ...controls, ...stray.map((name) => `${name} does not belong there`)];
}

interface JsonObject {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
}
const NEVER_ADJUSTED =
  /amount|net|gross|tax|vat|total|price|quantity|rate|currency|payee|vendor|supplier|company|iban|bank|pay|credit/i;

interface Report {
  readonly isValid: boolean;
  readonly errorsText: (separator?: string) => string;
}
/** Changes what it is given, hence the parsing. */
function validatorFaults(text: string): string {
  const validate = createRequire(import.meta.url)('asl-validator') as (graph: unknown) => Report;
  const report = validate(JSON.parse(text));
  return report.isValid ? '' : report.errorsText();
}

describe('the registry', () => {
  it('is not empty, or nothing below would be tested', () => expect(registry.length).toBeGreaterThan(0));

  it('has a line for every workflow’s folder, and no two of one slug', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'kernel',
    );
    expect(registry.map(({ slug }) => slug).sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});

describe.each(registry.map((workflow) => [workflow.slug, workflow] as const))('%s', (slug, workflow) => {
  const folder = join(root, slug);
  const text = readFileSync(join(folder, 'workflow.asl.json'), 'utf8');
  const graph = definition.parse(JSON.parse(text));
  let alarms: string[] = [];
  beforeAll(() => {
    const found = templatesOf({ workflows: [workflow] }).controlPlane.findResources('AWS::CloudWatch::Alarm');
    alarms = Object.values(found).map((alarm) => String(alarm['Properties']?.['AlarmDescription']));
  }, 60_000);

  it('has its files where everybody looks for them', () => {
    expect(folderFaults(folder)).toEqual([]);
    const { definition: ofGraph, policy, policySchema, prompt, runbook } = workflow;
    const named = [ofGraph, policy, policySchema, prompt, runbook].map((url) =>
      fileURLToPath(url).slice(folder.length + 1),
    );
    expect(named).toEqual(['workflow.asl.json', 'policy.cedar', 'policy.cedarschema', 'prompt.md', 'RUNBOOK.md']);
  });

  it('is valid Amazon States Language', () => expect(validatorFaults(text)).toBe(''));

  it('satisfies the theorem', () => expect(violationsOf(text, workflow)).toEqual([]));

  it('enters at most 4 states and its effects, straight through', () => {
    const commits = workflow.effects.filter(({ compensates }) => compensates === undefined);
    const path = straightThroughStates(graph);
    expect(path).toEqual(expect.arrayContaining(commits.map(({ state }) => state)));
    expect(path.length).toBeLessThanOrEqual(4 + commits.length);
  });

  it('has policies that are valid, each with an id of its own', () => {
    expect(Object.keys(loadPolicies(workflow).policies).length).toBeGreaterThan(0);
  });

  it('has a runbook heading for every state that a failure leads to', () => {
    const { edges, places } = graphOf(graph);
    const back = ['Gather', 'Decide'];
    const failed = edges.filter(({ kind, to }) => (kind === 'catch' || kind === 'default') && !back.includes(to));
    const states = new Set([
      ...failed.map(({ to }) => to),
      ...[...places.values()].flatMap(({ name, state }) => (state.Type === 'Fail' ? [name] : [])),
    ]);
    expect(states.size).toBeGreaterThan(0);
    for (const state of states) expect(() => runbookLink(workflow.runbook, state)).not.toThrow();
  });

  it('has an alarm for each service level and for parked cases, each with an owner and a runbook heading', () => {
    const own = alarms.filter((text) => text.startsWith(`${workflow.title}: `));
    expect(own.length).toBeGreaterThanOrEqual(Object.keys(workflow.serviceLevels).length + 2);
    const owners = [...new Set(Object.values(workflow.owners))].join('|');
    for (const text of own)
      expect(text).toMatch(new RegExp(`Owner: (${owners})\\. Runbook: statemachines/${slug}/RUNBOOK\\.md#[a-z-]+$`));
  });

  it('tells the business of every effect, and of every other way in which a case ends or waits', () => {
    const everyOne = workflow.outcomes.filter(({ stage, when }) => when === undefined || stage === 'asked-back');
    const told = everyOne.map(({ stage, command }) => [stage, command].filter(Boolean).join(' '));
    const confirmed = workflow.effects.map(({ command }) => `confirmed ${command}`);
    const asked = workflow.review.answerWithin === undefined ? [] : ['asked-back'];
    const ends = ['parked', 'refused', 'review-opened', 'withdrawn-by-sender'];
    expect(told.sort()).toEqual([...confirmed, ...asked, ...ends].sort());
  });

  it('hears the answers to what its reviewers may ask the sender, and to nothing else', () => {
    const answers = workflow.contracts.some(({ does }) => does === 'answers');
    expect(answers).toBe(workflow.review.answerWithin !== undefined);
  });

  it.each(workflow.effects.map(({ command }) => command))(
    'takes the trace of the event to the ERP and to what is told, with %s',
    async (kind) => {
      const { run, handed, told } = await tracedRun(workflow, kind);
      expect(handed).toEqual([TRACE]);
      expect(run.map(({ stage, body }) => [stage, body['traceparent']])).toEqual(
        ['received', 'prepared', 'confirmed'].map((stage) => [stage, TRACE.traceparent]),
      );
      expect(told.map(({ traceparent }) => traceparent)).toEqual([TRACE.traceparent]);
    },
  );

  it('ends every review within its time, whoever is asked and on whatever day it begins', () => {
    const { review, authority, reviewSeconds } = workflow;
    const people = authority.roles.filter((role) => role !== AGENT_ROLE);
    expect(2 * people.length).toBeLessThan(MAX_ROUNDS / 2);
    const { bands } = review.serviceLevel;
    expect(bands.at(-1)?.upTo).toBeUndefined();
    const limits = bands.slice(0, -1).map(({ upTo }) => upTo ?? Number.NaN);
    expect(limits).toEqual(limits.filter((upTo) => upTo > 0).toSorted((a, b) => a - b));
    for (const { remindAfter, nextAfter } of bands) expect(remindAfter > 0 && remindAfter < nextAfter).toBe(true);
    const longest = Math.max(
      ...[...limits, undefined].map((amount) =>
        reviewSteps(review.serviceLevel, amount, people).reduce((sum, { hours }) => sum + hours, 0),
      ),
    );
    for (const calendar of Object.values(review.calendars)) {
      if (calendar.holidays) expect(holidaysOf(2026, calendar.holidays).size).toBeGreaterThan(4);
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2032, 0, 1); day += 86_400_000)
        expect(+addWorkingTime(new Date(day), longest, calendar) - day).toBeLessThanOrEqual(reviewSeconds * 1000);
    }
  });

  it('lets nobody want another amount, payee, quantity or account of payment', () => {
    const { adjustments } = workflow;
    if (!adjustments) return;
    const { properties, additionalProperties } = z.toJSONSchema(adjustments.schema) as JsonObject;
    expect(additionalProperties).toBe(false);
    expect(Object.keys(properties ?? {}).filter((name) => NEVER_ADJUSTED.test(name))).toEqual([]);
    for (const name of ['amount', 'iban', 'payee', 'vendor', 'constructor'])
      expect(adjustments.schema.safeParse({ [name]: '1' }).success).toBe(false);
  });

  it('has an owner for every control, and no two of one id', () => {
    const ids = workflow.controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(workflow.controls.filter(({ owner }) => owner === undefined)).toEqual([]);
  });
});

describe('conformance', () => {
  it('sees what is missing from a folder, and what is too much', () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-folder-'));
    try {
      mkdirSync(join(folder, 'ubl'));
      for (const name of [...FILES.slice(1), 'notes.txt', 'ubl/read.ts']) writeFileSync(join(folder, name), '');
      expect(folderFaults(folder)).toEqual([
        'RUNBOOK.md is missing',
        'controls/ is missing',
        'notes.txt does not belong there',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('sees a graph that is not valid', () => {
    const text = JSON.stringify({ StartAt: 'Gone', States: { Here: { Type: 'Succeed' } } });
    expect(validatorFaults(text)).not.toBe('');
  });

  it.each([
    ['without an id', 'permit (principal, action, resource);'],
    ['of one id', '@id("a") permit (principal, action, resource); @id("a") forbid (principal, action, resource);'],
    ['that does not parse', '@id("a") permit (principal);'],
  ])('sees a policy %s', (_, text) => expect(() => parsePolicies('sample', text, '')).toThrow('policies of sample'));
});
