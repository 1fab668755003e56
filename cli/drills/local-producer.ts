import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { ControlPlane } from '../control-plane.ts';
import { fileSpool } from '../spool.ts';
import { prepareDocument } from '../submit.ts';
import type { SpoolingProducer } from './bus-down.ts';

/** Nothing listens there (TCP's discard, which nobody runs). */
const NOWHERE = 'http://127.0.0.1:9';

/** A producer whose spool lies in a new folder of the system's own for such. */
export function localProducer(plane: ControlPlane): SpoolingProducer {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-drill-'));
  const nowhere = new EventBridgeClient({ endpoint: NOWHERE, maxAttempts: 1 });
  return {
    spool: fileSpool(folder),
    async prepare(raw) {
      const { event, caseId } = await prepareDocument(plane, raw, { source: 'countersign-drill' });
      if (!caseId) throw new Error('the drill’s own invoice can’t be read');
      return { event, caseId };
    },
    async putNowhere({ source, type, ...event }) {
      const Entries = [
        { Source: source, DetailType: type, Detail: JSON.stringify(event), EventBusName: plane.name('bus-name') },
      ];
      await nowhere.send(new PutEventsCommand({ Entries }));
    },
    put: (event) => plane.put(event),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
