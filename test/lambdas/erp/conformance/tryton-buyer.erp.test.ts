import { afterAll, afterEach, beforeAll } from 'vitest';
import { type ErpBehindProxy, startErpBehindProxy } from '../../../support/running-erp.ts';
import { buyerSubject } from './buyer-subject.ts';
import type { WriterSubject } from './subject.ts';
import { writerConformance } from './writer-conformance.ts';

let running: ErpBehindProxy;
let subject: WriterSubject;
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8234, proxy: 8235 });
  subject = buyerSubject(running);
}, 400_000);
afterEach(() => running.wire.release());
afterAll(() => running?.stop());

writerConformance('Tryton, placing an order,', () => subject);
