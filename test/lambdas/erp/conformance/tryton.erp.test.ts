import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ErpBehindProxy, startErpBehindProxy } from '../../../support/running-erp.ts';
import { brokenWriters } from './broken-writers.ts';
import type { WriterSubject } from './subject.ts';
import { trytonSubject } from './tryton-subject.ts';
import { writerCases, writerConformance } from './writer-conformance.ts';

let running: ErpBehindProxy;
let subject: WriterSubject;
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8210, proxy: 8211 });
  subject = trytonSubject(running);
});
afterEach(() => running.wire.release());
afterAll(() => running?.stop());

writerConformance('Tryton', () => subject);

describe('the conformance catches a writer that', () => {
  it.each(brokenWriters)('$fault', async ({ caughtBy, because, breakIt }) => {
    const broken: WriterSubject = {
      ...subject,
      writer: (timeoutMs, session) => {
        const writer = subject.writer(timeoutMs, session);
        return { ...writer, ...breakIt(writer) };
      },
    };
    const cases = writerCases.filter(({ title }) => title.startsWith(caughtBy));
    expect(cases).toHaveLength(1);
    for (const { run } of cases) await expect(run(broken)).rejects.toThrow(because);
  });
});
