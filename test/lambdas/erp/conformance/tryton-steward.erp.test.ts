import { afterAll, afterEach, beforeAll } from 'vitest';
import { type ErpBehindProxy, startErpBehindProxy } from '../../../support/running-erp.ts';
import { stewardSubject } from './steward-subject.ts';
import type { WriterSubject } from './subject.ts';
import { writerConformance } from './writer-conformance.ts';

let running: ErpBehindProxy;
let subject: WriterSubject;
beforeAll(async () => {
  running = await startErpBehindProxy({ erp: 8220, proxy: 8221 });
  subject = stewardSubject(running);
}, 400_000);
afterEach(() => running.wire.release());
afterAll(() => running?.stop());

writerConformance('Tryton, changing a party,', () => subject);
