import { say } from '../../lambdas/shared/authority/proof/cells.ts';
import { GOVERNANCE_ROLE } from '../../statemachines/kernel/authority/change.ts';
import { AGENT_RANK } from '../../statemachines/kernel/authority/role.ts';
import type { Money } from '../../statemachines/kernel/money.ts';
import { html, type Markup } from './markup.ts';
import type { CategoryRow, CompanyMatrix, Matrix, RoleHolders, WorkflowMatrix } from './matrix.ts';
import { STYLE } from './page-style.ts';

/** One self-contained page: opens in any browser, prints, and asks for nothing from elsewhere. */
export function pageOf(matrix: Matrix): string {
  const { asOf, source, workflows, others } = matrix;
  const day = `${asOf.slice(0, 10)}, ${asOf.slice(11, 16)} UTC`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Delegation of authority as of ${day}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Delegation of authority</h1>
<p>As of <strong><time datetime="${asOf}">${day}</time></strong>, read from ${source}. It shows what counts at that moment; changes to come are not in it.</p>
</header>
<main>
${workflows.map(workflowOf)}
<section>
<h2>Who changes this authority, and who deploys it</h2>
${othersOf(others)}
</section>
</main>
</body>
</html>
`.html;
}

function workflowOf({ slug, title, duty, conflicts, companies }: WorkflowMatrix): Markup {
  return html`<section aria-labelledby="${slug}">
<h2 id="${slug}">${title}</h2>
<p>Limits are gross and include the amount: up to the limit, and with it. Cases of the same group of legal entities within the window count together.
“As second” is how far a role may be the other one of two people; one of the two must hold the whole amount alone, and may be the second of another. What is marked “none” the role may not commit.</p>
${companies.map(companyOf)}
<div class="scroll"><table>
<caption>Segregation of duties: who did one of these, on the case or its master data, may not countersign it, nor may whoever stands in for them</caption>
<thead><tr><th scope="col">Countersigning is</th><th scope="col">and is excluded by</th></tr></thead>
<tbody><tr><th scope="row">${words(duty)}</th><td>${conflicts.map(words).join(', ')}</td></tr></tbody>
</table></div>
</section>
`;
}

function companyOf(of: CompanyMatrix): Markup {
  const { company, roles, categories } = of;
  const twoIn = categories.find(({ fourEyesFrom }) => fourEyesFrom)?.fourEyesFrom?.currency ?? 'always';
  return html`<section>
<h3>${company}</h3>
${materialityOf(of)}
${autonomyOf(of)}
<div class="scroll"><table>
<caption>${company}: how much each role may commit</caption>
<thead>
<tr><th scope="col" rowspan="2">Category</th>${roles.map(
    ({ role, rank, currency }) =>
      html`<th class="group" scope="colgroup" colspan="${rank === AGENT_RANK ? 1 : 2}">${nameOf(role)}${rank === AGENT_RANK ? ' (AI)' : ''}<span class="of">${currency ?? 'no limits here'}</span></th>`,
  )}<th class="group" scope="col" rowspan="2">Two people from<span class="of">${twoIn}</span></th><th scope="col" rowspan="2">Always a person<span class="of">material in kind</span></th></tr>
<tr>${roles.map(({ rank }) =>
    rank === AGENT_RANK
      ? html`<th class="group" scope="col">alone</th>`
      : html`<th class="group" scope="col">alone</th><th scope="col">as second</th>`,
  )}</tr>
</thead>
<tbody>
${categories.map((row) => categoryOf(row, roles))}
</tbody>
</table></div>
<div class="scroll"><table>
<caption>${company}: who holds which role</caption>
<thead><tr><th scope="col">Role, least first</th><th scope="col">Limits count</th><th scope="col">People</th><th scope="col">Standing in now</th></tr></thead>
<tbody>
${roles.map(
  ({ role, rank, since, until, people, standins }) =>
    html`<tr><th scope="row">${nameOf(role)}</th><td>from ${since?.slice(0, 10) ?? ''}${until ? ` to ${until.slice(0, 10)}` : ''}</td><td>${rank === AGENT_RANK ? 'no person: the AI agent' : list(people, 'nobody')}</td><td>${list(standins, 'nobody')}</td></tr>
`,
)}
</tbody>
</table></div>
</section>
`;
}

function categoryOf({ category, fourEyesFrom, inKind, limits }: CategoryRow, roles: readonly RoleHolders[]): Markup {
  return html`<tr><th scope="row">${category}</th>${roles.map(({ rank }, index) => {
    const { alone, second } = limits[index] ?? {};
    return rank === AGENT_RANK ? amount(alone, ' group') : html`${amount(alone, ' group')}${amount(second)}`;
  })}${fourEyesFrom ? amount(fourEyesFrom, ' group') : html`<td class="amount group">always</td>`}<td${inKind ? html` class="person"` : ''}>${inKind ? 'yes' : 'no'}</td></tr>
`;
}

/** The currency stands above the column. */
const amount = (money: Money | undefined, group = ''): Markup =>
  money
    ? html`<td class="amount${group}">${say(money).slice(0, -4)}</td>`
    : html`<td class="amount none${group}">none</td>`;

function materialityOf({ materiality }: CompanyMatrix): Markup {
  if (!materiality) return html`<p><strong>No materiality is on file: every case is parked.</strong></p>`;
  const { currency, amount: minor, cumulative } = materiality;
  return html`<p>Material from <strong>${say({ minor, currency })}</strong>, and from <strong>${say({ minor: cumulative.amount, currency })}</strong> together with other cases within ${cumulative.windowDays} days: from there on a person decides, however clean the case.</p>`;
}

function autonomyOf({ autonomy }: CompanyMatrix): Markup {
  if (!autonomy) return html`<p>The AI agent has no autonomy level here: a person decides every case.</p>`;
  const { level, minConfidence, cap } = autonomy;
  const capped = level === 'capped' ? html`, up to ${cap ? say(cap) : 'nothing'}` : html``;
  return html`<p>Autonomy of the AI agent: <strong>${level}</strong>${capped}, with a confidence of at least ${minConfidence}.</p>`;
}

function othersOf(others: readonly RoleHolders[]): Markup {
  if (others.length === 0)
    return html`<p><strong>Nobody is appointed to ${GOVERNANCE_ROLE}: nothing here can be changed.</strong></p>`;
  return html`<div class="scroll"><table>
<caption>They take part in no workflow</caption>
<thead><tr><th scope="col">Role</th><th scope="col">People</th></tr></thead>
<tbody>${others.map(({ role, people }) => html`<tr><th scope="row">${nameOf(role)}</th><td>${list(people, 'nobody')}</td></tr>`)}</tbody>
</table></div>`;
}

const list = (texts: readonly string[], none: string): Markup =>
  texts.length === 0
    ? html`<span class="none">${none}</span>`
    : html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;

/** `ap-manager` as people write it: AP manager. */
const nameOf = (role: string) =>
  role
    .split('-')
    .map((part) => (part.length <= 3 ? part.toUpperCase() : part))
    .join(' ');

const words = (duty: string) => duty.replaceAll('-', ' ');
