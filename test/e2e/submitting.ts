import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { follow, submitDocument } from '../../cli/submit.ts';
import type { CaseStatus } from '../../lambdas/shared/case-status.ts';
import type { LocalStack } from '../../local/bring-up.ts';
import { loadSamples, type Sample } from '../../local/samples/load.ts';
import { loggedIn } from './sample-people.ts';

const FOLLOWED = 120_000;

/** Documents like those of a folder of samples, submitted to a local stack, and what people do about their cases. */
export function submitting(stack: LocalStack, folder: string) {
  const samples = loadSamples(folder);
  const standsAt = (caseId: string, ...until: CaseStatus[]) => follow(stack.plane, caseId, FOLLOWED, { until });
  const as = (person: string) => loggedIn(stack, person);
  const sampleOf = (slug: string): Sample => {
    const found = samples.find((sample) => sample.slug === slug);
    if (!found) throw new Error(`there is no sample ${slug} of ${folder}`);
    return found;
  };
  /** Submits a sample with other values under an id of its own; its case. */
  async function submit(slug: string, changes: object): Promise<string> {
    const { raw, type } = sampleOf(slug);
    const document = { ...JSON.parse(raw.toString('utf8')), id: `T-${randomUUID()}`, ...changes };
    const bytes = Buffer.from(JSON.stringify(document));
    const { caseId } = await submitDocument(stack.plane, bytes, { source: 'test', type });
    if (!caseId) throw new Error(`${slug} with ${JSON.stringify(changes)} can't be read`);
    return caseId;
  }
  /** As somebody sees it once the review is open. */
  async function shown(person: string, caseId: string) {
    const client = await as(person);
    await expect.poll(async () => (await client.show(caseId)).review.state, { timeout: 60_000 }).toBe('open');
    return client.show(caseId);
  }
  /** Somebody approves what is under review now. */
  async function approve(person: string, caseId: string) {
    const { proposal } = await shown(person, caseId);
    await (await as(person)).say(caseId, 'approve', { digest: proposal.digest, comment: 'looked at' });
  }
  return { samples, standsAt, as, submit, shown, approve };
}
