import { expect } from 'vitest';
import { ErpUnavailable, ErpUnknown } from '../../../../lambdas/erp/errors.ts';
import { type ErpWriter, isDocument } from '../../../../lambdas/erp/port.ts';
import { failure, isNotPosted, isPostedOnce, PATIENT, post, probe, wasMet } from './expectations.ts';
import type { Conformance, Posting, WireFault } from './subject.ts';

const READS: readonly [string, (erp: ErpWriter, posting: Posting) => Promise<unknown>][] = [
  ['probe', probe],
  ['versions', (erp, { expects }) => erp.versions(expects)],
];

/** A read that fails is never an answer: "not there" would let the gateway post again. */
const readFails = (what: string, fault: WireFault): Conformance => ({
  title: `a read ${what} fails as unknown or unavailable, and is no answer`,
  async run(subject) {
    const posting = await subject.fresh();
    const erp = subject.writer(PATIENT);
    await post(erp, posting);
    for (const [, read] of READS) {
      subject.wire.fail(fault);
      await failure(read(erp, posting), ErpUnknown, ErpUnavailable);
      wasMet(subject);
    }
    await isPostedOnce(subject, posting, await probe(erp, posting));
  },
});

/** What the caller is told when the ERP can't work, and that nothing is posted meanwhile. */
export const answers: readonly Conformance[] = [
  {
    title: 'posts, reads back what was proposed, numbered and balanced, and finds it again',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      expect(await erp.versions(posting.expects)).toEqual(posting.expects);
      const document = await post(erp, posting);
      if (isDocument(document))
        expect(document).toMatchObject({ currency: posting.command.payload['currency'], balanced: true });
      expect(document.number).not.toBe('');
      await isPostedOnce(subject, posting, document);
    },
  },
  {
    title: 'shows the trace of the command on the document, whoever posts it again, and it makes no other command',
    async run(subject) {
      const posting = await subject.fresh();
      const traceparent = `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`;
      const document = await subject.writer(PATIENT).post(posting.command, posting.digest, { traceparent });
      expect(await subject.traceOn(posting)).toBe(traceparent);
      expect(await post(subject.writer(PATIENT), posting)).toEqual(document);
      expect(await subject.traceOn(posting)).toBe(traceparent);
      await isPostedOnce(subject, posting, document);
    },
  },
  {
    title: 'posts without a trace, and with one that is malformed',
    async run(subject) {
      for (const accompanying of [{}, { traceparent: 'none\r\nx: y' }, { traceparent: '' }]) {
        const posting = await subject.fresh();
        const document = await subject.writer(PATIENT).post(posting.command, posting.digest, accompanying);
        expect(await subject.traceOn(posting)).toBeUndefined();
        await isPostedOnce(subject, posting, document);
      }
    },
  },
  {
    title: '429 is unavailable with the wait that was asked for, and not executed',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      subject.wire.fail('too-many', { only: subject.postMark, retryAfterSeconds: 13 });
      const { retryAfterMs, sent } = await failure(post(erp, posting), ErpUnavailable);
      wasMet(subject);
      expect([retryAfterMs, sent]).toEqual([13_000, false]);
      await isNotPosted(subject, posting);
      await isPostedOnce(subject, posting, await post(erp, posting));
    },
  },
  {
    title: '429 at the very first request of a session is told with its wait too',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT, 'new');
      subject.wire.fail('too-many', { retryAfterSeconds: 2 });
      expect(await failure(post(erp, posting), ErpUnavailable)).toMatchObject({ retryAfterMs: 2_000, sent: false });
      wasMet(subject);
      await isPostedOnce(subject, posting, await post(erp, posting));
    },
  },
  {
    title: '503 is unavailable, and the next try posts',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      subject.wire.fail('unavailable', { only: subject.postMark });
      await failure(post(erp, posting), ErpUnavailable);
      wasMet(subject);
      await isNotPosted(subject, posting);
      await isPostedOnce(subject, posting, await post(erp, posting));
    },
  },
  {
    title: 'a refused connection is unavailable and certainly not executed, with a session as without',
    async run(subject) {
      const posting = await subject.fresh();
      const known = subject.writer(PATIENT);
      await known.versions(posting.expects);
      await subject.wire.refusing(async () => {
        for (const erp of [known, subject.writer(PATIENT, 'new')]) {
          expect((await failure(post(erp, posting), ErpUnavailable)).sent).toBe(false);
        }
      });
      await isNotPosted(subject, posting);
      await isPostedOnce(subject, posting, await post(known, posting));
    },
  },
  readFails('whose answer is lost', 'lose-answer'),
  readFails('that is cut', 'cut'),
  readFails('answered 503', 'unavailable'),
  readFails('answered 429', 'too-many'),
  {
    title: 'a probe that is not answered, for whatever reason, never sounds like a refusal of the command',
    async run(subject) {
      const posting = await subject.fresh();
      const erp = subject.writer(PATIENT);
      const document = await post(erp, posting);
      for (const status of [400, 403, 404, 405, 500]) {
        subject.wire.fail('late-error', { status });
        await failure(probe(erp, posting), ErpUnknown, ErpUnavailable);
        wasMet(subject);
      }
      await isPostedOnce(subject, posting, document);
    },
  },
];
