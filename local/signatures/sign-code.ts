import { readFileSync } from 'node:fs';
import { codeDigests } from '../../statemachines/kernel/signatures/content.ts';
import { registry } from '../../statemachines/registry.ts';
import { sampleSignatures, signSample } from './sample-signers.ts';

/** Signs this checkout's policy, contracts and tolerances for local use; the context that tells the app where. */
export async function signCode(): Promise<typeof sampleSignatures> {
  await signSample(codeDigests(registry, (url) => readFileSync(url, 'utf8')));
  return sampleSignatures;
}
