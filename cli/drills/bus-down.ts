import type { Spool, Spooled } from '../spool.ts';
import type { Drill } from './drill.ts';
import { spareInvoices } from './invoices.ts';
import { AT_REST, expectPostedOnce, untilStatus } from './on-cases.ts';
import type { DrillDeps } from './ports.ts';

/** A producer with a spool of its own, and a bus that it can't reach until the drill lets it. */
export interface SpoolingProducer {
  /** Uploads the document, and says the event and the case that it will be. */
  prepare(raw: Uint8Array): Promise<{ readonly event: Spooled; readonly caseId: string }>;
  readonly spool: Spool;
  /** To a closed port: fails as a bus does that can't be reached. */
  putNowhere(event: Spooled): Promise<void>;
  put(event: Spooled): Promise<void>;
  clear(): Promise<void>;
}

const SPOOLED = 'events are kept in a spool of the drill’s own';

/** The bus is gone: a producer spools its events, and each is taken in once, in their order, when it is back. */
export const busDown = ({ plane, run, now }: DrillDeps, producer: SpoolingProducer): Drill => ({
  name: 'bus-down',
  says: 'a producer can’t reach the bus; its events are spooled, and taken in later, in their order, once each',
  limitMs: 240_000,
  async run(ground) {
    const prepared: Awaited<ReturnType<SpoolingProducer['prepare']>>[] = [];
    for (const raw of spareInvoices(`BUS${run}`, 2, 4)) prepared.push(await producer.prepare(raw));
    const events = prepared.map(({ event }, index) => ({
      ...event,
      subject: `drill-${run}`,
      sequence: `${index + 1}`,
    }));
    await ground.change(
      SPOOLED,
      async () => {
        for (const event of events) await producer.spool.add(event);
      },
      () => producer.clear(),
    );
    const round = await producer.spool.deliver(producer.putNowhere);
    ground.expect(
      `without a bus nothing is sent, and ${round.left} are kept (${round.why})`,
      round.left === events.length,
    );
    const none = await Promise.all(prepared.map(({ caseId }) => plane.readCase(caseId)));
    ground.expect('nothing is known of them', none.flat().length === 0);
    ground.say('the bus is back; the producer dies once after the bus has taken an event, before that is marked');
    const back = now();
    const dies = async (event: Spooled) => {
      await producer.put(event);
      throw new Error('died before the mark');
    };
    const died = await producer.spool.deliver(dies);
    ground.expect('what was put and not marked is still kept', died.left === events.length);
    const rest = await producer.spool.deliver(producer.put);
    ground.expect(
      `all are sent: ${rest.sent.length}`,
      rest.left === 0 && rest.sent.join() === events.map(({ id }) => id).join(),
    );
    const began: string[] = [];
    for (const { caseId } of prepared) {
      const entries = await untilStatus(ground, plane, { caseId, withinMs: 120_000 }, AT_REST);
      const received = entries.filter(({ stage }) => stage === 'received');
      ground.expect(`${caseId}: taken in once, although its event came again`, received.length === 1);
      expectPostedOnce(ground, entries);
      began.push(received[0]?.at ?? '');
    }
    ground.expect('taken in in their order', began.join() === began.toSorted().join());
    ground.say(`from back to all posted: ${((now() - back) / 1000).toFixed(1)} s`);
  },
});
