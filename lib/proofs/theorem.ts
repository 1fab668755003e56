import { closingsAreFinal } from './closings-are-final.ts';
import { compensationsAreReversed } from './compensations-are-reversed.ts';
import { definition } from './definition.ts';
import { effectsAreGuarded } from './effects-are-guarded.ts';
import { effectsMatchManifest } from './effects-match-manifest.ts';
import { effectsNeedDecide } from './effects-need-decide.ts';
import { endsLeaveAnEntry } from './ends-leave-an-entry.ts';
import { errorsAreKnown } from './errors-are-known.ts';
import { everyStateReachable } from './every-state-reachable.ts';
import { expressionsAreSound } from './expressions-are-sound.ts';
import { failuresAreHandled } from './failures-are-handled.ts';
import { catchesNeverPost, defaultsNeverPost } from './failures-never-post.ts';
import { forksAreComplete } from './forks-are-complete.ts';
import { graphOf } from './graph.ts';
import { languageIsJsonata } from './language-is-jsonata.ts';
import { loopsAreCounted } from './loops-are-counted.ts';
import { pathIsShort } from './path-is-short.ts';
import { placeholdersMatch } from './placeholders-match.ts';
import { targetsExist } from './targets-exist.ts';
import { tasksLookAlike } from './tasks-look-alike.ts';
import { timeIsBounded } from './time-is-bounded.ts';
import { MACHINE, type ProofManifest, type Rule, type Subject, type Violation } from './violation.ts';

/** What keeps an unauthorised effect out by the graph's shape alone, whatever the rest looks like. */
export const AUTHORITY_RULES: readonly Rule[] = [
  effectsNeedDecide,
  effectsAreGuarded,
  catchesNeverPost,
  defaultsNeverPost,
];

const RULES: readonly Rule[] = [
  targetsExist,
  languageIsJsonata,
  everyStateReachable,
  timeIsBounded,
  placeholdersMatch,
  ...AUTHORITY_RULES,
  forksAreComplete,
  tasksLookAlike,
  expressionsAreSound,
  failuresAreHandled,
  errorsAreKnown,
  endsLeaveAnEntry,
  closingsAreFinal,
  loopsAreCounted,
  effectsMatchManifest,
  compensationsAreReversed,
  pathIsShort,
];

/**
 * Governance as a theorem (blueprint): proves of one state machine, from its text and its manifest, that only
 * what is decided or countersigned reaches an ERP, that every way ends in time and in the ledger, and that it looks
 * like every other. `placeholders` are the names that the construct fills in. Empty if all of it holds; never throws.
 */
export function prove(source: unknown, manifest: ProofManifest, placeholders: Iterable<string>): Violation[] {
  const subject = subjectOf(source, manifest, placeholders);
  return Array.isArray(subject) ? subject : RULES.flatMap((rule) => rule(subject));
}

/** What the rules work on; or, if the text is no definition that they could, what is wrong with it. */
export function subjectOf(
  source: unknown,
  manifest: ProofManifest,
  placeholders: Iterable<string>,
): Subject | Violation[] {
  const parsed = definition.safeParse(source);
  if (parsed.success)
    return { definition: parsed.data, graph: graphOf(parsed.data), manifest, placeholders: new Set(placeholders) };
  return parsed.error.issues.map(({ path, message }) => ({
    rule: 'shape',
    state: path[0] === 'States' && path[1] !== undefined ? String(path[1]) : MACHINE,
    message: `${path.join('.')}: ${message}`,
    remedy: 'Write it in the part of Amazon States Language that lib/proofs/definition.ts names',
  }));
}
