import { readFileSync } from 'node:fs';
import type { ChangeClass } from '../../statemachines/kernel/signatures/classes.ts';
import { codeDigests, dataDigests } from '../../statemachines/kernel/signatures/content.ts';
import { registry } from '../../statemachines/registry.ts';
import { readItems } from '../authority/read-items.ts';

/** Digests of this checkout's code and, if files of authority data are given, of that set. */
export async function digestsOf(data: readonly string[] = []): Promise<Partial<Record<ChangeClass, string>>> {
  const code = codeDigests(registry, (url) => readFileSync(url, 'utf8'));
  return data.length === 0 ? code : { ...code, ...dataDigests(await readItems(data)) };
}
