import { expect } from 'vitest';
import { ErpConflict, ErpRefused } from '../../../../lambdas/erp/errors.ts';
import { failure, isNotPosted, isPostedOnce, PATIENT, post, probe } from './expectations.ts';
import type { Conformance, Fault } from './subject.ts';

const refused = (title: string, fault: Fault): Conformance => ({
  title: `refuses ${title}, says why, and posts nothing`,
  async run(subject) {
    const posting = await subject.spoilt(fault);
    const { message } = await failure(post(subject.writer(PATIENT), posting), ErpRefused);
    expect(message).toMatch(posting.words);
    await isNotPosted(subject, posting);
  },
});

/** What an ERP refuses, in its own words; nothing of it is left behind. */
export const refusals: readonly Conformance[] = [
  refused('a closed period', 'closed-period'),
  refused('totals that it does not come to', 'totals'),
  refused('a vendor that it does not know', 'unknown-vendor'),
  refused('an order line that it does not know', 'unknown-order-line'),
  refused('a vendor id that is none of its ids', 'no-id'),
  refused('a payload that is malformed', 'malformed'),
  refused('a kind of command that it does not have', 'unknown-kind'),
  {
    title: 'refuses a supplier reference that is posted under another key',
    async run(subject) {
      const first = await subject.fresh();
      const document = await post(subject.writer(PATIENT), first);
      const second = await subject.renamed(first);
      const { message } = await failure(post(subject.writer(PATIENT), second), ErpRefused);
      expect(message).toContain(subject.duplicate ?? document.number);
      expect(await probe(subject.writer(PATIENT), second)).toBeUndefined();
      await isPostedOnce(subject, first, document);
    },
  },
  {
    title: 'refuses a used key with another digest, and the first document stands (T12)',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      const document = await post(erp, posting);
      const other = { ...posting, digest: posting.digest.replaceAll(/./g, '0') };
      await failure(post(erp, other), ErpRefused);
      await isPostedOnce(subject, posting, document);
    },
  },
  {
    title: 'never finds the document of another digest under the same key (T12)',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      await post(erp, posting);
      const other = { ...posting, digest: posting.digest.replaceAll(/./g, '0') };
      const found = await probe(erp, other).catch((error: unknown) => error);
      if (found !== undefined) expect(found).toBeInstanceOf(ErpRefused);
    },
  },
  {
    title: 'shows another version of what has changed, and refuses to post on the old one',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      expect(await erp.versions(posting.expects)).toEqual(posting.expects);
      await subject.outdate(posting);
      expect(await erp.versions(posting.expects)).not.toEqual(posting.expects);
      await failure(post(erp, posting), ErpRefused, ErpConflict);
      await isNotPosted(subject, posting);
    },
  },
  {
    title: 'never confirms the version of what it does not know',
    async run(subject) {
      const { expects } = await subject.fresh();
      const erp = subject.writer(PATIENT);
      for (const id of ['999999', 'V-1001', '1e400', '']) {
        const unknown = expects.map((entity) => ({ ...entity, id }));
        const read = await erp.versions(unknown).catch((error: unknown) => error);
        if (!Array.isArray(read)) expect(read, `asked for ${JSON.stringify(id)}`).toBeInstanceOf(ErpRefused);
        else for (const entity of unknown) expect(read).not.toContainEqual(entity);
      }
    },
  },
];
