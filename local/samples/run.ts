import { availableParallelism } from 'node:os';
import type { ControlPlane } from '../../cli/control-plane.ts';
import { follow, submitDocument } from '../../cli/submit.ts';
import { newest } from '../../lambdas/shared/case-log.ts';
import type { LedgerEntry } from '../../statemachines/kernel/ledger-entry.ts';
import { type IntakeAnswer, listenForAnswers } from './answers.ts';
import { inOrder } from './in-order.ts';
import type { Sample } from './load.ts';

/** What became of one sample. */
export interface SampleResult {
  readonly sample: Sample;
  readonly caseId?: string;
  readonly intake: IntakeAnswer;
  readonly status?: string;
  readonly findings: readonly string[];
  readonly decision?: LedgerEntry | undefined;
  readonly confirmed?: LedgerEntry | undefined;
  /** What is not as the sample's file says; none if all is. */
  readonly faults: readonly string[];
}

const TIMEOUT_MS = 180_000;
/** Each sample under way keeps function processes of its own, and what starting them costs is what the others wait for. */
const AT_ONCE = availableParallelism() + 1;

/** Submits the samples as events, those that build on others after them, and follows each to where it stands. */
export async function runSamples(plane: ControlPlane, samples: readonly Sample[]): Promise<SampleResult[]> {
  const answers = await listenForAnswers(plane.name('bus-name'));
  const pieces = samples.map((sample) => ({ sample, name: sample.slug, after: sample.expected.after }));
  return inOrder(pieces, AT_ONCE, ({ sample }) => runSample(plane, sample, answers));
}

async function runSample(
  plane: ControlPlane,
  sample: Sample,
  answers: Awaited<ReturnType<typeof listenForAnswers>>,
): Promise<SampleResult> {
  const { type, raw, expected } = sample;
  const { eventId, caseId } = await submitDocument(plane, raw, { ...expected, type });
  const intake = await answers.to(eventId, TIMEOUT_MS);
  const opened = intake.answer === 'accepted' && caseId !== undefined;
  const status = opened ? await follow(plane, caseId, TIMEOUT_MS) : undefined;
  const entries = opened ? await plane.readCase(caseId) : [];
  const result = {
    sample,
    ...(caseId && { caseId }),
    intake,
    ...(status && { status }),
    findings: codesOf(entries),
    decision: newest(entries, 'decided'),
    confirmed: newest(entries, 'confirmed'),
  };
  return { ...result, faults: faultsOf(sample, intake.answer, status, result.findings) };
}

function codesOf(entries: readonly LedgerEntry[]): string[] {
  const findings = newest(entries, 'gathered')?.body['findings'];
  if (!Array.isArray(findings)) return [];
  return [...new Set(findings.map((finding) => String((finding as { code?: unknown }).code)))];
}

function faultsOf(
  { expected }: Sample,
  answer: string,
  status: string | undefined,
  findings: readonly string[],
): string[] {
  const faults: string[] = [];
  if (answer !== expected.intake) faults.push(`intake answered ${answer}, expected ${expected.intake}`);
  if ((status ?? null) !== expected.outcome)
    faults.push(`stands at ${status ?? 'no case'}, expected ${expected.outcome ?? 'no case'}`);
  const missing = expected.findings.filter((code) => !findings.includes(code));
  if (expected.outcome !== null && missing.length > 0) faults.push(`findings lack ${missing.join(', ')}`);
  return faults;
}
