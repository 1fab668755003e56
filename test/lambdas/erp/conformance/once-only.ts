import { expect } from 'vitest';
import { ErpUnavailable, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import { failure, IMPATIENT, isNotPosted, isPostedOnce, PATIENT, post, probe, wasMet } from './expectations.ts';
import type { Conformance, WriterSubject } from './subject.ts';

/** One command is one document, whatever happens to requests and answers. */
export const onceOnly: readonly Conformance[] = [
  {
    title: 'the same key and digest again is the same document',
    async run(subject) {
      const posting = await subject.fresh();
      const document = await post(subject.writer(PATIENT), posting);
      expect(await post(subject.writer(PATIENT), posting)).toEqual(document);
      await isPostedOnce(subject, posting, document);
    },
  },
  {
    title: 'several workers at once make one document',
    async run(subject) {
      const posting = await subject.fresh();
      const tries = Array.from({ length: 4 }, () => post(subject.writer(PATIENT), posting));
      const outcomes = await Promise.allSettled(tries);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') await failure(Promise.reject(outcome.reason), ErpUnavailable, ErpUnknown);
      const document = await post(subject.writer(PATIENT), posting);
      for (const outcome of outcomes) if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(document);
      await isPostedOnce(subject, posting, document);
    },
  },
  {
    title: 'a request that arrives twice makes one document',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      subject.wire.fail('duplicate', { only: subject.postMark });
      const first = await post(erp, posting).catch((error: unknown) => error);
      wasMet(subject);
      if (first instanceof Error) await failure(Promise.reject(first), ErpUnavailable, ErpUnknown);
      await isPostedOnce(subject, posting, await post(erp, posting));
    },
  },
  {
    title: 'an answer lost after the commit is unknown; probe finds that document, and posting again is the same one',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      subject.wire.fail('lose-answer', { only: subject.postMark });
      await failure(post(erp, posting), ErpUnknown);
      wasMet(subject);
      const found = await probe(erp, posting);
      await isPostedOnce(subject, posting, found);
      expect(await post(erp, posting)).toEqual(found);
      await isPostedOnce(subject, posting, found);
    },
  },
  ...[500, 502, 503, 504, 408].map((status) => ({
    title: `${status} after the commit is no refusal; probe finds the document`,
    async run(subject: WriterSubject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      subject.wire.fail('late-error', { only: subject.postMark, status });
      const error = await failure(post(erp, posting), ErpUnknown, ErpUnavailable);
      wasMet(subject);
      if (error instanceof ErpUnavailable) expect(error.sent).toBe(true);
      await isPostedOnce(subject, posting, await probe(erp, posting));
    },
  })),
  {
    title: 'an answer that comes after the caller has gone is unknown, and probe finds the document',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(IMPATIENT);
      await erp.versions(posting.expects);
      subject.wire.fail('hold-answer', { only: subject.postMark });
      await failure(post(erp, posting), ErpUnknown);
      wasMet(subject);
      await subject.wire.release();
      await isPostedOnce(subject, posting, await probe(subject.writer(PATIENT), posting));
    },
  },
  {
    title: 'a commit that outlives its caller is unknown; probe finds it once it is there',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(IMPATIENT);
      await erp.versions(posting.expects);
      subject.wire.fail('hold', { only: subject.postMark });
      await failure(post(erp, posting), ErpUnknown);
      wasMet(subject);
      await isNotPosted(subject, posting);
      await subject.wire.release();
      await isPostedOnce(subject, posting, await probe(subject.writer(PATIENT), posting));
    },
  },
  {
    title: 'a commit that arrives after it was given up and posted again makes no second document',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(IMPATIENT);
      await erp.versions(posting.expects);
      subject.wire.fail('hold', { only: subject.postMark });
      await failure(post(erp, posting), ErpUnknown);
      wasMet(subject);
      await isNotPosted(subject, posting);
      const document = await post(subject.writer(PATIENT), posting);
      await subject.wire.release();
      await isPostedOnce(subject, posting, document);
    },
  },
  {
    title: 'a request cut before it is executed leaves nothing, and the next try posts',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      subject.wire.fail('cut', { only: subject.postMark });
      await failure(post(erp, posting), ErpUnknown, ErpUnavailable);
      wasMet(subject);
      await isNotPosted(subject, posting);
      await isPostedOnce(subject, posting, await post(erp, posting));
    },
  },
];
