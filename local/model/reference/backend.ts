import { type Backend, ModelError, toolCall } from '../answer.ts';
import { assessChange } from './assess-change.ts';
import { assessCredit } from './assess-credit.ts';
import { assessInvoice } from './assess-invoice.ts';
import { assessRequisition } from './assess-requisition.ts';
import { assessReversal } from './assess-reversal.ts';

/** What the reference model can be asked, by tool name; each is deterministic and reads the data alone. */
const TOOLS: Readonly<Record<string, (subject: unknown) => unknown>> = {
  assess_change: assessChange,
  assess_credit: assessCredit,
  assess_invoice: assessInvoice,
  assess_requisition: assessRequisition,
  assess_reversal: assessReversal,
};

const CHARACTERS_PER_TOKEN = 4;

/**
 * The reference model: features of the data, weighed by hand, the same answer at every time. It is no language
 * model, and each answer says so (`backend: reference`).
 */
export const referenceBackend: Backend = async ({ system, user, tool, maxTokens }) => {
  const assess = TOOLS[tool.name];
  if (!assess)
    throw new ModelError(
      400,
      'ValidationException',
      `the reference model has no tool ${tool.name}; it is no language model`,
    );
  const input = assess(subjectIn(user));
  const outputTokens = Math.ceil(JSON.stringify(input).length / CHARACTERS_PER_TOKEN);
  return {
    backend: 'reference',
    stopReason: outputTokens > maxTokens ? 'max_tokens' : 'tool_use',
    content: [toolCall(tool.name, input)],
    inputTokens: Math.ceil((system.length + user.length) / CHARACTERS_PER_TOKEN),
    outputTokens,
  };
};

/** The JSON between the first delimiter line and its closing one. */
function subjectIn(user: string): unknown {
  const data = /^<([a-z-]+)>\n(.*)\n<\/\1>$/s.exec(user)?.[2];
  try {
    return JSON.parse(data ?? '');
  } catch {
    throw new ModelError(400, 'ValidationException', 'no JSON between delimiters in the user message');
  }
}
