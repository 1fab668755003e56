import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../../cli/control-plane.ts';
import { statusOf } from '../../lambdas/shared/case-status.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { chainFaults } from '../../statemachines/kernel/verify-chain.ts';
import { type Account, type Answered, counted, endsOf, type Fate } from './account.ts';
import { listen, putAll } from './bus.ts';
import { invoiceCaseOf, invoiceEvent } from './invoice-event.ts';
import { HIDES_ITS_ENVELOPE } from './malformed.ts';
import type { Sent } from './traffic.ts';

type Fates = ReadonlyMap<number, Fate>;
/** Under this id intake answers what has none that can be read. */
const UNKNOWN = 'unknown';
const MOVING = ['open', 'interrupted'];

/** One series of invoices on a deployed control plane: sends them, and says what came of each. */
export async function onStack(plane: ControlPlane, series: string) {
  const ear = await listen(plane);
  const heardOf = ({ event, malformed }: Sent) =>
    HIDES_ITS_ENVELOPE.has(malformed ?? '') ? UNKNOWN : `${series}-${event}`;
  const wanted = new Map<string, number>();

  /**
   * The answers to these deliveries, and to what was let in after it was held; what is missing is a fault. The queue
   * delivers at least once and so does the bus: further answers are no delivery of the sender's, and must say the same.
   */
  function answersTo(sent: readonly Sent[]): Answered[] {
    const unreadable = sent.filter((one) => heardOf(one) === UNKNOWN);
    const readable = Map.groupBy(
      sent.filter((one) => heardOf(one) !== UNKNOWN),
      ({ event }) => event,
    );
    const unknown = ear.answers.get(UNKNOWN) ?? [];
    return [
      ...unreadable.map(({ event }, nth) => ({ event, answer: unknown[nth] ?? 'nothing' })),
      ...[...readable].flatMap(([event, { length }]) => {
        const heard = ear.answers.get(`${series}-${event}`) ?? [];
        const wasHeld = heard.includes('held');
        const wanted = length + Number(wasHeld);
        const padded = [...heard, ...Array<string>(Math.max(0, wanted - heard.length)).fill('nothing')];
        return padded.map((answer, nth): Answered => ({ event, answer, ...(nth >= length && { letIn: true }) }));
      }),
    ];
  }

  async function readAll(fates: Fates): Promise<Map<number, LedgerEntry[]>> {
    const read = new Map<number, LedgerEntry[]>();
    for (const [key, fate] of fates) read.set(key, await plane.readCase(invoiceCaseOf(series, key, fate)));
    return read;
  }

  return {
    /** Puts all on the bus, and waits until each is answered. */
    async send(sent: readonly Sent[], timeoutMs: number): Promise<void> {
      for (const one of sent) wanted.set(heardOf(one), (wanted.get(heardOf(one)) ?? 0) + 1);
      await putAll(
        plane,
        sent.map((one) => invoiceEvent(series, one)),
      );
      await ear.until(wanted, timeoutMs);
    },
    /** Waits until every case has come to rest; their ledgers. @throws Error when one does not */
    async rest(fates: Fates, timeoutMs: number): Promise<Map<number, LedgerEntry[]>> {
      const deadline = Date.now() + timeoutMs;
      const ledgers = new Map<number, LedgerEntry[]>();
      for (const [key, fate] of fates) {
        const caseId = invoiceCaseOf(series, key, fate);
        for (;;) {
          const entries = await plane.readCase(caseId);
          ledgers.set(key, entries);
          if (entries.length > 0 && !MOVING.includes(statusOf(entries))) break;
          if (Date.now() > deadline) throw new Error(`case ${caseId} of ${fate} is still ${statusOf(entries)}`);
          await sleep(500);
        }
      }
      return ledgers;
    },
    readAll,
    /** What came of these deliveries and cases. */
    found(sent: readonly Sent[], ledgers: ReadonlyMap<number, LedgerEntry[]>, fates: Fates) {
      const statuses = [...ledgers].map(([key, entries]): [string, string] => [`${key}`, statusOf(entries)]);
      const { account, faults } = counted(answersTo(sent), new Map(statuses));
      for (const [key, entries] of ledgers) {
        faults.push(...chainFaults(entries), ...endsOf(key, statusOf(entries), fates.get(key)));
        const confirmed = entries.filter(({ stage }) => stage === 'confirmed').length;
        if (confirmed > 1) faults.push(`${key} is confirmed ${confirmed} times`);
      }
      return { account: account as Account, faults };
    },
  };
}
