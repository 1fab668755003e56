import { documentFindings } from '../../statemachines/invoice-processing/controls/document/document-rules.ts';
import type { Finding } from '../../statemachines/kernel/finding.ts';
import { readInvoice } from '../read-invoice.ts';

/** `check invoice FILE…`: offline; findings never change the exit code. */
export async function checkInvoices(files: string[], options: { json?: true }): Promise<void> {
  const checked = [];
  for (const file of files) {
    const { invoice } = await readInvoice(file);
    const findings = documentFindings(invoice).map(({ code, severity, terms, expected, actual, message }) => ({
      code,
      severity,
      terms,
      ...(expected !== undefined && { expected }),
      ...(actual !== undefined && { actual }),
      message,
    }));
    checked.push({ file, invoice, findings });
  }
  if (options.json) {
    const bare = checked.map(({ file, invoice, findings }) => ({
      file,
      invoice,
      findings: findings.map(withoutMessage),
    }));
    process.stdout.write(`${JSON.stringify(bare.length === 1 ? bare[0] : bare, null, 2)}\n`);
    return;
  }
  for (const { file, invoice, findings } of checked) {
    const { number, seller, totals, currency } = invoice;
    process.stdout.write(
      `${file}: ${invoice.kind} ${number} from ${seller.name}, ${totals.taxInclusive} ${currency}\n`,
    );
    for (const finding of findings)
      process.stdout.write(`  ${finding.severity.padEnd(8)} ${finding.code}: ${finding.message}\n`);
    if (findings.length === 0) process.stdout.write('  no findings\n');
  }
}

function withoutMessage({ message: _, ...rest }: Pick<Finding, 'code' | 'severity' | 'terms' | 'message'>) {
  return rest;
}
