import { type AssessmentCore, type AssessmentFailure, MOST_ANOMALIES } from '../../statemachines/kernel/assessment.ts';
import { type ConverseReply, ModelFailure, type Role } from './model.ts';

/** Stop reasons of Bedrock's Converse that mean that there is no answer, and whether asking again may bring one. */
const NO_ANSWER: Readonly<Record<string, readonly [AssessmentFailure, again: boolean]>> = {
  max_tokens: ['cut-short', false],
  model_context_window_exceeded: ['cut-short', false],
  guardrail_intervened: ['refused', false],
  content_filtered: ['refused', false],
  refusal: ['refused', false],
  malformed_model_output: ['malformed', true],
  malformed_tool_use: ['malformed', true],
};

/**
 * The assessment, if the reply is complete and fits to the letter: a reply that was cut short is none, even if what
 * arrived happens to parse.
 * @throws ModelFailure saying what is wrong with the reply
 */
export function judgeReply(reply: ConverseReply, role: Role): AssessmentCore {
  const unusable = NO_ANSWER[reply.stopReason];
  if (unusable) throw new ModelFailure(...unusable, `the model stopped with ${reply.stopReason}`);
  if (reply.stopReason !== 'tool_use') throw malformed(`it stopped with ${reply.stopReason}, not with a tool call`);
  const [call, ...others] = reply.toolCalls;
  if (!call || others.length > 0) throw malformed(`it calls ${reply.toolCalls.length} tools, not one`);
  if (call.name !== role.toolName) throw malformed(`it calls ${call.name}, not ${role.toolName}`);
  const parsed = role.schema.safeParse(call.input);
  if (parsed.success) return held(parsed.data, role);
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(whole)'}: ${message}`);
  throw malformed(faults.join('; '));
}

/** The answer with what the case itself makes of it; no more anomalies than an assessment holds. */
function held(answer: AssessmentCore, role: Role): AssessmentCore {
  const { faults = [], anomalies = [] } = role.judgeInCase?.(answer) ?? {};
  if (faults.length > 0) throw malformed(faults.join('; '));
  return anomalies.length === 0
    ? answer
    : { ...answer, anomalies: [...anomalies, ...answer.anomalies].slice(0, MOST_ANOMALIES) };
}

function malformed(fault: string): ModelFailure {
  return new ModelFailure('malformed', true, `the reply is malformed: ${fault}`);
}
