import { readFile } from 'node:fs/promises';
import { invoiceReceived } from '../../statemachines/invoice-processing/contract.ts';
import { isErrorNamed } from '../../statemachines/kernel/errors.ts';
import { controlPlane } from '../control-plane.ts';
import { readCaseOf, workflowOfDocument } from '../documents.ts';
import { readInvoice } from '../read-invoice.ts';
import { spoolOf } from '../spool-of.ts';
import { follow, type Sending, submitSpooled } from '../submit.ts';
import { Unreadable } from '../unreadable.ts';

interface Options {
  readonly wait?: true;
  readonly timeout: number;
  readonly json?: true;
}

const SOURCE = 'countersign-cli';

/** `submit invoice FILE…`: every file is read before the first is sent. */
export async function submitInvoices(files: string[], options: Options): Promise<void> {
  const documents = [];
  for (const file of files) documents.push({ file, raw: (await readInvoice(file)).raw });
  await submit(documents, { source: SOURCE, type: invoiceReceived.type }, options);
}

/** `submit document FILE… --type TYPE`: every file is read before the first is sent. */
export async function submitDocuments(
  files: string[],
  { type, source = SOURCE, subject, ...options }: Options & Partial<Sending> & { readonly type: string },
): Promise<void> {
  const sending = { type, source, subject };
  workflowOfDocument(type);
  const documents = [];
  for (const file of files) documents.push({ file, raw: await readDocument(file, sending) });
  await submit(documents, sending, options);
}

async function readDocument(file: string, sending: Sending & { readonly type: string }): Promise<Buffer> {
  const raw = await readFile(file).catch((error: Error) => {
    throw new Unreadable(`${file}: can't be read: ${error.message}`);
  });
  try {
    readCaseOf(raw, sending);
    return raw;
  } catch (error) {
    if (isErrorNamed(error, 'InvalidInput')) throw new Unreadable(`${file}: ${(error as Error).message}`);
    throw error;
  }
}

async function submit(documents: readonly { file: string; raw: Buffer }[], sending: Sending, options: Options) {
  const plane = await controlPlane();
  const spool = spoolOf(plane);
  const results = [];
  for (const { file, raw } of documents) results.push({ file, ...(await submitSpooled(plane, raw, spool, sending)) });
  for (const result of results) {
    const status =
      options.wait && result.caseId ? await follow(plane, result.caseId, options.timeout * 1000) : undefined;
    const shown = { ...result, ...(status && { status }) };
    process.stdout.write(
      options.json
        ? `${JSON.stringify(shown)}\n`
        : `${shown.file}: case ${shown.caseId}${status ? ` is ${status}` : ''}\n`,
    );
  }
}
