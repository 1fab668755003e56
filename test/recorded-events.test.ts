import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { intake } from '../lambdas/intake/run.ts';
import { incomingVersions } from '../statemachines/kernel/events/versions.ts';
import { caseIdOf } from '../statemachines/kernel/ids.ts';
import { ledgerDraft, WRITERS } from '../statemachines/kernel/ledger-entry.ts';
import { registry } from '../statemachines/registry.ts';
import { toyRun } from './support/toy-run.ts';

const FOLDER = join(import.meta.dirname, 'recorded-events');

/** An event as it came once, and what must become of it for ever. */
const recording = z.strictObject({
  /** Another recording that must have been taken in before. */
  after: z.string().optional(),
  /** What the ledger has to say for an event that only we may send. */
  ledger: z.array(ledgerDraft.extend({ caseId: z.string(), writer: z.enum(WRITERS) })).optional(),
  /** What lies in the documents bucket, by key. */
  documents: z.record(z.string(), z.string()).optional(),
  event: z.looseObject({ 'detail-type': z.string(), detail: z.looseObject({ type: z.string() }) }),
  answer: z.string(),
  businessKey: z.array(z.string()),
});
const read = (file: string) => recording.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
const recordedOf = (type: string) =>
  existsSync(join(FOLDER, type)) ? readdirSync(join(FOLDER, type)).map((name) => `${type}/${name}`) : [];

/** Takes a recording in by the real Intake, after those before it. */
async function replay(file: string, run = toyRun()): Promise<unknown> {
  const { after, ledger = [], documents = {}, event } = read(file);
  if (after !== undefined) await replay(after, run);
  for (const { writer, caseId, ...draft } of ledger) await run.append(writer, caseId, draft);
  const bytes = (key: string) => Buffer.from(documents[key] ?? '');
  return intake(event, {
    ...run.intakeDeps,
    workflows: registry,
    documents: { read: async (key) => bytes(key) },
  });
}

const versions = registry.flatMap((workflow) =>
  incomingVersions(workflow).map(({ type }) => ({ type, slug: workflow.slug })),
);

describe.each(versions)('recorded events of $type', ({ type, slug }) => {
  it('are kept, at least one, each of this very version', () => {
    expect(recordedOf(type), `put one into test/recorded-events/${type}/`).not.toEqual([]);
    for (const file of recordedOf(type)) expect([file, read(file).event.detail.type]).toEqual([file, type]);
  });

  it('are taken in today as they were then', async () => {
    for (const file of recordedOf(type)) {
      const { answer, businessKey } = read(file);
      expect([file, await replay(file)]).toEqual([
        file,
        expect.objectContaining({ answer, caseId: caseIdOf(slug, businessKey) }),
      ]);
    }
  });
});

it('no event is recorded of a version that is taken in no more', () => {
  const known = new Set(versions.map(({ type }) => type));
  expect(readdirSync(FOLDER).filter((type) => !known.has(type))).toEqual([]);
});
