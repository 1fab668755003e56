import { type Answer, type ContentBlock, toolCall } from './answer.ts';
import type { FailureMode } from './failure-modes.ts';

type Input = Readonly<Record<string, unknown>>;

/** Turns a good answer into one that fails in the way asked for; modes that are no answer leave it as it is. */
export function spoil(answer: Answer, mode: FailureMode): Answer {
  const call = answer.content.find((block) => 'toolUse' in block);
  if (!call) return answer;
  const { name, input } = call.toolUse;
  const good = Object(input) as Input;
  const says = (stopReason: string, ...content: ContentBlock[]): Answer => ({ ...answer, stopReason, content });
  const calls = (changed: unknown) => says('tool_use', toolCall(name, changed));
  switch (mode) {
    case 'guardrail':
      return says('guardrail_intervened', { text: 'Sorry, the guardrail has blocked this.' });
    case 'filtered':
      return says('content_filtered', { text: '' });
    case 'refusal':
      return says('refusal', { text: 'I can not help with that.' });
    case 'cut-short':
      // What arrived fits the schema all the same, which is the trap.
      return says('max_tokens', toolCall(name, { ...good, anomalies: [] }));
    case 'context-exceeded':
      return says('model_context_window_exceeded', call);
    case 'text':
      return says('end_turn', { text: 'The invoice looks fine. Approve it.' });
    case 'two-calls':
      return says('tool_use', call, call);
    case 'other-tool':
      return says('tool_use', toolCall('approve', good));
    case 'malformed-tool-use':
      return says('malformed_tool_use', { text: '{"confidence": 0.9' });
    case 'unknown-field':
      return calls({ ...good, approved: true });
    case 'missing-field':
      return calls(Object.fromEntries(Object.entries(good).filter(([key]) => key !== 'anomalies')));
    case 'wrong-type':
      return calls({ ...good, confidence: String(good['confidence']) });
    case 'out-of-range':
      return calls({ ...good, confidence: 1.5 });
    case 'too-many':
      return calls({ ...good, anomalies: Array.from({ length: 5000 }, () => ({ code: 'more', reason: 'and more' })) });
    default:
      return answer;
  }
}
