import { readFileSync } from 'node:fs';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { SUBJECT_CLOSE, SUBJECT_OPEN } from './converse-input.ts';

/**
 * Loads every workflow's prompt once, when the function starts.
 * @throws Error for a prompt that does not say between which delimiters the data lies
 */
export function promptsBySlug(workflows: readonly Pick<Workflow, 'slug' | 'prompt'>[]): (slug: string) => string {
  const prompts = new Map(workflows.map(({ slug, prompt }) => [slug, checked(slug, readFileSync(prompt, 'utf8'))]));
  return (slug) => {
    const prompt = prompts.get(slug);
    if (prompt !== undefined) return prompt;
    throw new Error(`no prompt is loaded for ${slug}`);
  };
}

function checked(slug: string, prompt: string): string {
  for (const delimiter of [SUBJECT_OPEN, SUBJECT_CLOSE]) {
    if (!prompt.includes(delimiter)) throw new Error(`the prompt of ${slug} does not name the delimiter ${delimiter}`);
  }
  return prompt;
}
