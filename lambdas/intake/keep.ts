import type { LedgerDraft } from '../../statemachines/kernel/ledger-entry.ts';
import { type FaultByPath, QUARANTINE, quarantineCaseId } from '../../statemachines/kernel/quarantine.ts';
import { quarantinedOf } from '../quarantine/fold.ts';
import type { Evidence, Ledger } from '../shared/ports.ts';
import type { Quarantine } from './ports.ts';

/** From here on an event that comes again while it waits is not counted any more. */
export const MOST_COUNTED = 100;
const MOST_FAULTS = 50;
const MOST_DETAIL = 1_000;

/** Keeps events as they came as evidence of a case of their own; each that comes again is one more entry of it. */
export function ledgerQuarantine({ ledger, evidence }: { ledger: Ledger; evidence: Evidence }): Quarantine {
  return {
    async keep(id, event, reasons) {
      const caseId = quarantineCaseId(event);
      const before = quarantinedOf(await ledger.read(caseId));
      if (before && before.count >= MOST_COUNTED && before.state !== 'discarded') return;
      const original = before?.original ?? (await evidence.put(caseId, JSON.stringify(event)));
      await ledger.append(caseId, {
        ...quarantineDraft('quarantined', `quarantined/${id}`, original),
        body: { ...origin(event), faults: faultsByPath(reasons) },
      });
    },
  };
}

/** An entry of a case of an event in quarantine, by Intake. */
export function quarantineDraft(stage: 'quarantined' | 'admitted', entryKey: string, hash: string) {
  const actor = { kind: 'system', id: 'intake' } as const;
  return { entryKey, stage, actor, workflow: QUARANTINE, evidence: [hash] } satisfies Omit<LedgerDraft, 'body'>;
}

/** Reasons as Intake says them (`path: what; path: what`), each with its path; nothing of them is lost but their length. */
export function faultsByPath(reasons: readonly string[]): FaultByPath[] {
  const faults = reasons.flatMap((reason) => reason.split(/; (?=(?:[\w-]+(?:\.[\w-]+)*|\(whole\)): )/));
  return faults.slice(0, MOST_FAULTS).map((fault) => {
    const [, path = '(whole)', detail = fault] = /^([\w-]+(?:\.[\w-]+)*|\(whole\)): (.*)$/s.exec(fault) ?? [];
    return { path: path.slice(0, 300), detail: detail.slice(0, MOST_DETAIL) };
  });
}

function origin(event: unknown) {
  const { source, detail, 'detail-type': detailType } = Object(event) as Record<string, unknown>;
  const { id, type, time } = Object(detail) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 300) : '');
  return { sender: text(source), type: text(type) || text(detailType), eventId: text(id), time: text(time) };
}
