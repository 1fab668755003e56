import { writeFile } from 'node:fs/promises';
import type { AuthorityItem } from '../../lambdas/shared/authority/proof/register.ts';
import { registry } from '../../statemachines/registry.ts';
import { csvOf } from '../authority/csv.ts';
import { type Matrix, matrixOf } from '../authority/matrix.ts';
import { pageOf } from '../authority/page.ts';
import { readItems } from '../authority/read-items.ts';
import { Unreadable } from '../unreadable.ts';

const FORMATS = {
  csv: csvOf,
  html: pageOf,
  json: (_: Matrix, items: readonly AuthorityItem[]) => `${JSON.stringify(items, null, 2)}\n`,
} as const;

export interface AuthorityOptions {
  readonly format: string;
  readonly out?: string;
  readonly file?: string[];
  readonly at?: string;
}

/** `authority`: who may decide what, as it counts now or at another moment; `json` is the data themselves. */
export async function showAuthority({ format, out, file, at }: AuthorityOptions): Promise<void> {
  const render = Object.hasOwn(FORMATS, format) ? FORMATS[format as keyof typeof FORMATS] : undefined;
  if (!render) throw new Unreadable(`--format ${format}: use one of ${Object.keys(FORMATS).join(', ')}`);
  const moment = at === undefined ? new Date() : new Date(at);
  if (Number.isNaN(moment.getTime())) throw new Unreadable(`--at ${at}: use a date, such as 2026-12-31`);
  const { items, source } = file ? { items: await readItems(file), source: file.join(', ') } : await fromTable();
  const text = render(matrixOf(registry, items, { asOf: moment.toISOString(), source }), items);
  if (out) await writeFile(out, text);
  else process.stdout.write(text);
}

async function fromTable() {
  const plane = await (await import('../control-plane.ts')).controlPlane();
  const items = await plane.authorityItems();
  if (items.length === 0) throw new Error('the authority table is empty: nobody may decide anything');
  return { items, source: `the table ${plane.name('authority-table')}` };
}
