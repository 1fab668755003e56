import { AUTONOMY_LEVELS, type Autonomy } from '../../../../../statemachines/kernel/authority/autonomy.ts';
import { AGENT_ROLE, type Role } from '../../../../../statemachines/kernel/authority/role.ts';
import { Decimal } from '../../../../../statemachines/kernel/decimal.ts';
import { judge } from '../../judge.ts';
import { type Action, questionOf } from '../../question.ts';
import type { AuthoritySnapshot } from '../../snapshot.ts';
import { type Cell, type Column, placed, subjectOf } from '../cells.ts';
import type { Circumstance } from '../circumstances.ts';
import { type Fault, fault } from '../failure.ts';
import { type Place, RUNNING } from '../place.ts';
import { agentBarred, type Trial } from './agent-barred.ts';

/**
 * The agent at every cell: as the data have it, and with all bars lifted but one, so that each is tried on its own.
 * Permitted exactly where nothing bars, never as the second of two, and never to consent.
 */
export function* agentIsBound(place: Place, column: Column): Generator<Fault> {
  const { snapshot, circumstances, workflow } = place;
  const { category } = column;
  const fitting = circumstances.attributes.find((each) => workflow.authority.agentMayCommit({ ...each, category }));
  const onlyMaterial = withoutLimit(withoutFourEyes(atAuto(snapshot), column), column);
  const onlyTwo = withoutLimit(withoutMateriality(atAuto(snapshot)), column);
  const onlyLimit = withoutFourEyes(withoutMateriality(atAuto(snapshot)), column);
  for (const cell of column.cells) {
    const earlier = Math.max(0, cell.amount.minor - 1);
    const inParts = (trial: Trial): Trial[] =>
      earlier > 0 ? [trial, { ...trial, name: `${trial.name} in two parts`, earlier }] : [trial];
    for (const attributes of circumstances.attributes) {
      const of = { attributes, blocking: [] };
      yield* holds(place, cell, of, [
        trialOf('as on file', snapshot),
        ...inParts(trialOf('below materiality', onlyMaterial)),
      ]);
    }
    if (!fitting) continue;
    const of = { attributes: fitting, blocking: [] };
    const limited = inParts(trialOf('within its limit', onlyLimit));
    yield* holds(place, cell, of, [...inParts(trialOf('below four eyes', onlyTwo)), ...limited]);
    const unbarred = trialOf('', withoutLimit(onlyLimit, column));
    if (cell.isEdge && ask(place, cell, of, unbarred, 'second'))
      yield fault('agent-stays-in-bounds', `${placed(place, cell, of)}: the agent may be the second of two`);
    if (cell.isEdge && ask(place, cell, of, unbarred, 'consent'))
      yield fault('agent-stays-in-bounds', `${placed(place, cell, of)}: the agent may consent`);
  }
  const free = withoutLimit(onlyLimit, column);
  for (const cell of column.cells.slice(0, 2))
    for (const attributes of circumstances.attributes) {
      for (const blocking of circumstances.codes)
        yield* holds(place, cell, { attributes, blocking: [blocking] }, [trialOf(`with ${blocking}`, free)]);
      yield* holds(place, cell, { attributes, blocking: [] }, faultsOf(free, cell));
    }
}

function* holds(place: Place, cell: Cell, of: Circumstance, trials: readonly Trial[]): Generator<Fault> {
  for (const trial of trials) {
    const where = `${placed(place, cell, of)}: the agent, ${trial.name},`;
    const barred = agentBarred(place, cell, of, trial);
    const permitted = ask(place, cell, of, trial, 'commit');
    if (permitted && barred.length > 0)
      yield fault('agent-stays-in-bounds', `${where} is permitted, although ${barred.join(', ')}`);
    if (!permitted && barred.length === 0)
      yield fault('agent-has-its-authority', `${where} is not permitted, and nothing bars it`);
  }
}

const BY_SOMEBODY = { consents: [{ role: 'somebody', people: 1, step: 1 }] };

function ask(place: Place, cell: Cell, of: Circumstance, trial: Trial, action: Action): boolean {
  const { snapshot, confidence, anomalies, earlier } = trial;
  const role = snapshot.roles.find(({ id }) => id === AGENT_ROLE);
  if (!role) return false;
  const found = Array.from({ length: anomalies }, (_, index) => ({ code: `A${index}`, reason: 'tried' }));
  const { assessment: _, ...subject } = subjectOf(place, cell, of, { earlier });
  const needed = { ...subject, ...(trial.consents && BY_SOMEBODY) };
  const assessed = { ...needed, ...(confidence !== undefined && { assessment: { confidence, anomalies: found } }) };
  const principal = { type: 'Role', id: role.id, role, conflicts: [] } as const;
  return judge(place.policies, questionOf(assessed, snapshot, principal, action)).permitted;
}

/** With an assessment just confident enough. */
function trialOf(name: string, snapshot: AuthoritySnapshot): Trial {
  const least = new Decimal(snapshot.autonomy?.minConfidence ?? 1).toDecimalPlaces(4, Decimal.ROUND_UP).toNumber();
  return { name, snapshot, confidence: least, anomalies: 0, earlier: 0 };
}

/** Everything that bars, one at a time, and a cap that just lets it pass. */
function faultsOf(raised: AuthoritySnapshot, { amount }: Cell): Trial[] {
  const clean = trialOf('', raised);
  const at = (level: Autonomy['level'], cap?: Autonomy['cap']) =>
    withAutonomy(raised, { level, minConfidence: 0.8, ...(cap && { cap }) });
  const capped = (minor: number) => at('capped', { ...amount, minor });
  const { fourEyes: _, ...noFourEyes } = raised;
  const { materiality: __, ...noMateriality } = raised;
  const { autonomy: ___, ...noAutonomy } = raised;
  return [
    ...AUTONOMY_LEVELS.map((level) => ({ ...clean, name: `at level ${level}`, snapshot: at(level) })),
    { ...clean, name: 'capped at the amount', snapshot: capped(amount.minor) },
    ...(amount.minor > 0 ? [{ ...clean, name: 'capped below the amount', snapshot: capped(amount.minor - 1) }] : []),
    { ...clean, name: 'stopped', snapshot: { ...raised, stops: [{ ...RUNNING[0], stopped: true }] } },
    { ...clean, name: 'without an assessment', confidence: undefined },
    { ...clean, name: 'not quite confident', confidence: 0.7999 },
    { ...clean, name: 'with an anomaly', anomalies: 1 },
    { ...clean, name: 'where somebody must consent', consents: true },
    { ...clean, name: 'without a threshold for four eyes', snapshot: noFourEyes },
    { ...clean, name: 'without materiality', snapshot: noMateriality },
    { ...clean, name: 'without an autonomy level', snapshot: noAutonomy, confidence: 1 },
  ];
}

const withAutonomy = (snapshot: AuthoritySnapshot, autonomy: Omit<Autonomy, 'version' | 'changedBy'>) => ({
  ...snapshot,
  autonomy: { ...autonomy, version: 1, changedBy: [] },
});

const atAuto = (snapshot: AuthoritySnapshot) => withAutonomy(snapshot, { level: 'auto', minConfidence: 0.8 });

/** The agent’s limit, raised beyond the highest human one. */
function withoutLimit(snapshot: AuthoritySnapshot, { category, currency, top }: Column): AuthoritySnapshot {
  const limits = [{ company: '*', currency, alone: { [category]: beyond(top) }, second: {} }];
  const raise = (role: Role): Role => (role.id === AGENT_ROLE ? { ...role, limits } : role);
  return { ...snapshot, roles: snapshot.roles.map(raise) };
}

function withoutFourEyes(snapshot: AuthoritySnapshot, { category, currency, top }: Column): AuthoritySnapshot {
  const from = { [category]: beyond(top) };
  return { ...snapshot, fourEyes: { currency, from, version: 1, changedBy: [] } };
}

function withoutMateriality({ materiality, ...snapshot }: AuthoritySnapshot): AuthoritySnapshot {
  if (!materiality) return snapshot;
  const amount = Number.MAX_SAFE_INTEGER;
  return { ...snapshot, materiality: { ...materiality, amount, cumulative: { amount, windowDays: 1 }, kinds: [] } };
}

/** More than any cell of the column. */
const beyond = (top: number | undefined) => 3 * ((top ?? 0) + 1);
