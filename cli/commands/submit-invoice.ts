import { controlPlane } from '../control-plane.ts';
import { readInvoice } from '../read-invoice.ts';
import { spoolOf } from '../spool-of.ts';
import { follow, submitSpooled } from '../submit.ts';

/** `submit invoice FILE…`: every file is read before the first is sent. */
export async function submitInvoices(
  files: string[],
  options: { wait?: true; timeout: number; json?: true },
): Promise<void> {
  const documents = [];
  for (const file of files) documents.push({ file, ...(await readInvoice(file)) });
  const plane = await controlPlane();
  const spool = spoolOf(plane);
  const results = [];
  for (const { file, raw } of documents) results.push({ file, ...(await submitSpooled(plane, raw, spool)) });
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
