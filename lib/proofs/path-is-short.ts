import { commitsOf, firstCommit } from './effects-of.ts';
import { straightThroughStates, walk } from './straight-through.ts';
import { MACHINE, type Subject, type Violation } from './violation.ts';
import { conditionFor, WAITING_STAGE } from './vocabulary.ts';

/** States on the way besides effects, and states that one review adds; Step Functions bills every one (blueprint). */
const MOST_STATES = 4;
const MOST_PER_REVIEW = 3;

/** Everything favourable, a case enters every effect once and few states besides; a review adds few more. */
export function pathIsShort(subject: Subject): Violation[] {
  const { definition } = subject;
  const commits = commitsOf(subject);
  const found: Violation[] = [];
  const complain = (message: string, remedy: string) =>
    found.push({ rule: 'short-path', state: MACHINE, message, remedy });
  const path = straightThroughStates(definition);
  const most = MOST_STATES + commits.size;
  if (path.length > most)
    complain(`enters ${path.length} states straight through, ${most} at most`, 'Merge or drop states');
  const review = walk(definition, WAITING_STAGE, new Set([conditionFor('verdict', 'approved')]));
  const round = review.indexOf(firstCommit(subject) ?? '');
  if (round > MOST_PER_REVIEW)
    complain(`a review adds ${round} states, ${MOST_PER_REVIEW} at most`, 'Merge or drop states');
  for (const effect of commits) {
    const missed = [...(path.includes(effect) ? [] : ['auto']), ...(review.includes(effect) ? [] : ['an approval'])];
    if (missed.length > 0) complain(`${missed.join(' and ')} does not come to ${effect}`, 'Chain the effects by Next');
  }
  return found;
}
