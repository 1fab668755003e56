import type { Shown } from '../lambdas/review/api/schemas.ts';
import { formatAmount } from '../statemachines/kernel/money.ts';

const section = (title: string, lines: readonly string[]) =>
  lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : [];
const indented = (value: unknown) => JSON.stringify(value, null, 2).split('\n');

/** One line of what was said; what the sender answers is marked as theirs, for it is no fact. */
function spoken({ stage, by, at, comment = '', to, references = [] }: Shown['conversation'][number]): string {
  const words = stage === 'answered' ? `the sender says: "${comment}"` : comment;
  const more = references.length > 0 ? ` (${references.join(', ')})` : '';
  return `${at} ${by} ${stage}${to ? ` to ${to}` : ''} ${words}${more}`.trimEnd();
}

const needed = ({ role, step, people, given, open }: NonNullable<Shown['review']['consents']>[number]) =>
  `step ${step}: ${given} of ${people} as ${role}${open ? ', whose turn it is' : ''}`;

/** A review as a person reads it before deciding: the commands exactly as they would be carried out, and their digest. */
export function reviewText(shown: Shown): string {
  const {
    subject,
    company,
    exposure,
    review,
    findings,
    assessment,
    why,
    proposal,
    conversation,
    may,
    demands,
    next,
    adjustable,
  } = shown;
  const approved = review.approvals.map(
    ({ subject: by, role, action, at, comment }) =>
      `${by} ${action === 'consent' ? 'consents ' : ''}as ${role}, ${at}${comment ? `: ${comment}` : ''}`,
  );
  const { holder, consents = [] } = review;
  const signed = review.approvals.filter(({ action }) => action !== 'consent').length;
  return [
    `${review.caseId}: ${subject}, ${company}, ${formatAmount(exposure)} ${exposure.currency}`,
    `${review.state}; ${review.asked} is asked, due ${review.due}; ${signed} of ${review.needed} countersignatures`,
    ...(review.question ? [`its sender is asked, and has until ${review.question.until} to answer`] : []),
    ...(holder ? [`held by ${holder.subject} until ${holder.until}`] : []),
    ...section(
      'Findings',
      findings.map(({ severity, code, message }) => `${severity.padEnd(8)} ${code}: ${message}`),
    ),
    ...section(
      'What the AI said',
      assessment.assessment === undefined ? [String(assessment.why)] : indented(assessment.assessment),
    ),
    ...section(
      'Why it is here',
      why.map(
        ({ role, action, permitted, because }) =>
          `${role} may ${permitted ? '' : 'not '}${action}: ${because.join(', ') || 'no policy permits it'}`,
      ),
    ),
    ...section('Consents it takes first', consents.map(needed)),
    ...section('Countersigned', approved),
    ...section('Said', conversation.map(spoken)),
    ...section(
      'What would be carried out',
      proposal.commands.flatMap(({ kind, company: at, payload }) => [`${kind} in ${at}`, ...indented(payload)]),
    ),
    '',
    `digest ${proposal.digest}`,
    may.decide
      ? `you may decide it as ${may.role} (${may.action}); then: ${next.onApproval}`
      : `you may not decide it: ${may.reasons.join('; ')}`,
    ...(demands.length > 0 ? [`an approval asks for more: ${demands.join(', ')}`] : []),
    ...(adjustable ? [`to be wanted otherwise (propose-value): ${Object.keys(adjustable.properties).join(', ')}`] : []),
    `if nobody decides: ${next.atDue ?? 'nobody else is asked'}`,
  ].join('\n');
}
