import { type Act, opposedTo } from '../../../../../statemachines/kernel/authority/duties.ts';
import { AGENT_RANK, type Role } from '../../../../../statemachines/kernel/authority/role.ts';
import { judge } from '../../judge.ts';
import { mayConsent } from '../../may-consent.ts';
import { questionOf, type Subject } from '../../question.ts';
import { type Cell, type Column, placed, subjectOf } from '../cells.ts';
import type { Circumstance } from '../circumstances.ts';
import { type Fault, fault } from '../failure.ts';
import type { Member, Place } from '../place.ts';

/** The case of a cell, which takes the consent of a role. */
const consentedBy = (place: Place, cell: Cell, of: Circumstance, role: string): Subject => ({
  ...subjectOf(place, cell, of),
  consents: [{ role, people: 1, step: 1 }],
});

/**
 * Who consents, at every cell: a role for whose consent the manifest asks, whatever the amount and whatever the
 * assessment; nobody of the ladder by it. Whoever has a hand in the case does not, and somebody else may.
 */
export function* consentsAreByRole(place: Place, columns: readonly Column[]): Generator<Fault> {
  const { consents = [] } = place.snapshot;
  if (consents.length === 0) return;
  for (const role of place.humans.filter(({ id }) => !consents.some((one) => one.id === id)))
    for (const { cell, of } of trialsOf(place, columns))
      if (permits(place, consentedBy(place, cell, of, role.id), role))
        yield fault('consents-are-by-role', `${placed(place, cell, of)}: ${role.id} may consent, and is of the ladder`);
  for (const role of consents) yield* holdsFor(place, columns, role);
}

function* holdsFor(place: Place, columns: readonly Column[], role: Role): Generator<Fault> {
  if (role.rank === AGENT_RANK)
    yield fault('ranks-are-unique', `${role.id} has rank ${AGENT_RANK}, which is the agent’s`);
  const permitted: { cell: Cell; of: Circumstance }[] = [];
  for (const column of columns)
    for (const of of circumstancesIn(place)) {
      const [first] = column.cells;
      const may = (cell: Cell) => permits(place, consentedBy(place, cell, of, role.id), role);
      const isFirst = first !== undefined && may(first);
      if (isFirst) permitted.push({ cell: first, of });
      for (const cell of column.cells) {
        const where = `${placed(place, cell, of)}: ${role.id}`;
        if (may(cell) !== isFirst) yield fault('consents-are-by-role', `${where} may consent, or not, by the amount`);
        const { assessment: _, ...unassessed } = consentedBy(place, cell, of, role.id);
        const doubted = { ...unassessed, assessment: { confidence: 0, anomalies: [{ code: 'A', reason: 'tried' }] } };
        for (const other of [unassessed, doubted])
          if (permits(place, other, role) !== isFirst)
            yield fault('consents-are-by-role', `${where} may consent, or not, by the assessment`);
      }
    }
  if (permitted.length === 0)
    yield fault('consents-are-by-role', `${place.company}: ${role.id} may never consent: every such case is parked`);
  for (const { cell, of } of permitted) yield* somebodyElseConsents(place, cell, of, role);
}

function* somebodyElseConsents(place: Place, cell: Cell, of: Circumstance, { id }: Role): Generator<Fault> {
  const [duty] = opposedTo(place.workflow.authority.duty);
  const subject = consentedBy(place, cell, of, id);
  const consenting = (acts: readonly Act[]) =>
    place.people.filter((member) => mayConsentAs(place, { ...subject, acts }, member, id));
  const all = consenting([]);
  for (const hand of [undefined, ...all]) {
    const left = hand && duty ? consenting([{ duty, by: hand.subject, to: 'the case' }]) : all;
    const who = hand ? `${hand.name} has a hand in it` : 'nobody has a hand in it';
    const where = `${placed(place, cell, of)}: ${who}`;
    if (hand && left.includes(hand)) yield fault('nobody-approves-their-own', `${where}, and may consent as ${id}`);
    if (left.length === 0) yield fault('somebody-can-decide', `${where}, and nobody else may consent as ${id}`);
  }
}

function mayConsentAs(
  { policies, snapshot }: Place,
  subject: Subject,
  { subject: id, standing }: Member,
  role: string,
) {
  return mayConsent(policies, subject, snapshot, { subject: id, standing }, [role]).permitted;
}

function permits({ policies, snapshot }: Place, subject: Subject, role: Role): boolean {
  const principal = { type: 'Role', id: role.id, role, conflicts: [] } as const;
  return judge(policies, questionOf(subject, snapshot, principal, 'consent')).permitted;
}

const circumstancesIn = ({ circumstances: { attributes } }: Place): Circumstance[] =>
  attributes.map((each) => ({ attributes: each, blocking: [] }));

const trialsOf = (place: Place, columns: readonly Column[]) =>
  columns.flatMap(({ cells }) =>
    circumstancesIn(place).flatMap((of) => cells.slice(0, 1).map((cell) => ({ cell, of }))),
  );
