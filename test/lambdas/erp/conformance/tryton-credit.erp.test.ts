import { afterAll, afterEach, beforeAll } from 'vitest';
import { type ErpBehindProxy, startErpBehindProxy } from '../../../support/running-erp.ts';
import { creditSubject } from './credit-subject.ts';
import type { WriterSubject } from './subject.ts';
import { writerConformance } from './writer-conformance.ts';

let running: ErpBehindProxy;
let subject: WriterSubject;
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8228, proxy: 8229 });
  subject = creditSubject(running);
}, 400_000);
afterEach(() => running.wire.release());
afterAll(() => running?.stop());

writerConformance('Tryton, crediting a customer,', () => subject);
