import { afterAll, afterEach, beforeAll } from 'vitest';
import { type ErpBehindProxy, startErpBehindProxy } from '../../../support/running-erp.ts';
import { reversalSubject } from './reversal-subject.ts';
import type { WriterSubject } from './subject.ts';
import { writerConformance } from './writer-conformance.ts';

let running: ErpBehindProxy;
let subject: WriterSubject;
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8218, proxy: 8219 });
  subject = reversalSubject(running);
}, 400_000);
afterEach(() => running.wire.release());
afterAll(() => running?.stop());

writerConformance('Tryton, reversing an invoice,', () => subject);
