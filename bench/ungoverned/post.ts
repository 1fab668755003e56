import { documentOf, erpDocument } from '../../lambdas/erp/tryton/post-invoice.ts';
import { invoiceProcessing } from '../../statemachines/invoice-processing/workflow.ts';
import { caseIdOf, digestOf } from '../../statemachines/kernel/ids.ts';
import { asked, erpClient } from './case.ts';

const erp = erpClient();

/** Posts what the facts and the document give: the two calls that the gateway makes, whatever anybody thinks of it. */
export async function handler(event: unknown): Promise<{ readonly number: string }> {
  const { document: raw, facts } = asked.parse(event);
  const document = invoiceProcessing.parse(Buffer.from(raw));
  const caseId = caseIdOf('ungoverned', invoiceProcessing.identify(document, { source: 'bench' }).businessKey);
  const today = new Date().toISOString().slice(0, 10);
  const proposed = invoiceProcessing.propose({ caseId, document, facts, source: 'bench', today }, []);
  const [command] = proposed?.commands ?? [];
  if (!proposed || !command) throw new Error(`nothing can be posted for ${document.number}`);
  const pairs = proposed.expects.map(({ kind, id }) => [kind, Number(id)]);
  await erp.call('countersign.command', 'versions', pairs);
  const posting = documentOf(command.payload);
  const answer = await erp.call('countersign.command', 'post_invoice', caseId, digestOf(posting), posting);
  return { number: erpDocument(answer).number };
}
