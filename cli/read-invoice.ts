import { readFile } from 'node:fs/promises';
import type { Invoice } from '../statemachines/invoice-processing/invoice.ts';
import { parseUbl } from '../statemachines/invoice-processing/ubl/parse.ts';
import { isErrorNamed } from '../statemachines/kernel/errors.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Reads a UBL invoice or credit note from a file.
 * @throws Unreadable naming the file, the place and the reason
 */
export async function readInvoice(file: string): Promise<{ raw: Buffer; invoice: Invoice }> {
  const raw = await readFile(file).catch((error: Error) => {
    throw new Unreadable(`${file}: can't be read: ${error.message}`);
  });
  try {
    return { raw, invoice: parseUbl(raw) };
  } catch (error) {
    if (isErrorNamed(error, 'InvalidInput')) throw new Unreadable(`${file}: ${(error as Error).message}`);
    throw error;
  }
}
