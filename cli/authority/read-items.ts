import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AuthorityItem } from '../../lambdas/shared/authority/proof/register.ts';
import { Unreadable } from '../unreadable.ts';

const items = z.array(z.looseObject({ key: z.string().min(1) }));

/**
 * Items of the authority table from JSON files, each an array of them; several files are one set.
 * @throws Unreadable naming the file and the place
 */
export async function readItems(files: readonly string[]): Promise<AuthorityItem[]> {
  const sets = await Promise.all(files.map(readSet));
  return sets.flat();
}

async function readSet(file: string): Promise<AuthorityItem[]> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Unreadable(`${file}: can't be read: ${error.message}`);
  });
  const parsed = items.safeParse(json(file, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Unreadable(
    `${file}: is no array of items with a key: ${issue?.path.join('.') || 'file'}: ${issue?.message}`,
  );
}

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unreadable(`${file}: is no JSON: ${(error as Error).message}`);
  }
}
