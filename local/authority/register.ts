import { readFileSync } from 'node:fs';
import { modelKey, promptKey } from '../../statemachines/kernel/authority/register.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { sha256 } from '../../statemachines/kernel/ids.ts';
import { type AuthorityItem, sampleItem } from './item.ts';

/** The stand-in that answers locally; it costs nothing, and is counted as if it cost as much as a small model. */
export const LOCAL_MODEL = 'countersign.reference-v1';

/** The sample register: the local model, and each workflow's prompt as it lies in its folder. */
export function sampleRegister(workflows: readonly Workflow[]): AuthorityItem[] {
  const model = {
    ...{ id: LOCAL_MODEL, provider: 'countersign', region: 'local', owner: 'enterprise-architecture' },
    workflows: workflows.map(({ slug }) => slug),
    purposes: [...new Set(workflows.map(({ assessment }) => assessment.purpose))],
    dataClasses: [...new Set(workflows.flatMap(({ assessment }) => assessment.dataClasses))],
    price: { currency: 'USD', inputMicros: 1, outputMicros: 5 },
    caps: { caseTokens: 1_000_000, caseMicros: 5_000_000, dayTokens: 200_000_000, dayMicros: 500_000_000 },
  };
  return [sampleItem(modelKey(LOCAL_MODEL), 'model', model), ...workflows.map(promptOf)];
}

function promptOf({ slug, prompt, version }: Workflow): AuthorityItem {
  const text = readFileSync(prompt, 'utf8');
  const term = { workflow: slug, label: `${slug} ${version}`, hash: sha256(text), text, owner: 'process-owner' };
  return sampleItem(promptKey(slug), 'prompt', { ...term, models: [LOCAL_MODEL] });
}
