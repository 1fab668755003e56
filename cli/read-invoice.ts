import { readFile } from 'node:fs/promises';
import type { DraftInvoice } from '../statemachines/invoice-processing/ubl/draft.ts';
import { readUbl } from '../statemachines/invoice-processing/ubl/read-ubl.ts';
import { isErrorNamed } from '../statemachines/kernel/errors.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Reads a UBL invoice or credit note from a file, as far as it goes: what is missing is for the controls to say.
 * @throws Unreadable naming the file, the place and the reason
 */
export async function readInvoice(file: string): Promise<{ raw: Buffer; invoice: DraftInvoice }> {
  const raw = await readFile(file).catch((error: Error) => {
    throw new Unreadable(`${file}: can't be read: ${error.message}`);
  });
  try {
    return { raw, invoice: readUbl(raw) };
  } catch (error) {
    if (isErrorNamed(error, 'InvalidInput')) throw new Unreadable(`${file}: ${(error as Error).message}`);
    throw error;
  }
}
