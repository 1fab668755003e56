import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { esbuildPass } from '../../bin/build/esbuild-pass.ts';
import { writeChanged } from '../../bin/build/write-changed.ts';
import { deploy } from '../../local/engine/cdk.ts';
import { stateDir } from '../../local/state-dir.ts';
import { invoiceProcessing } from '../../statemachines/invoice-processing/workflow.ts';
import { type BenchStack, MODEL_ID } from '../bring-up.ts';
import { FUNCTIONS, MACHINE_OUTPUT, STACK } from './names.ts';

/** Bundles the functions as the governed ones are, deploys the flow beside them, and returns its state machine's ARN. */
export async function deployUngoverned({ endpoint, erpUrl, modelUrl }: BenchStack): Promise<string> {
  const bundles = stateDir('bench', 'ungoverned');
  await bundle(bundles);
  const outputs = await deploy({
    endpoint,
    app: 'node bench/ungoverned/app.ts',
    stacks: [STACK],
    context: { bundles, erpUrl, modelId: MODEL_ID, bedrockEndpoint: modelUrl },
  });
  const arn = outputs[STACK]?.[MACHINE_OUTPUT];
  if (!arn) throw new Error(`${STACK} was deployed without its output ${MACHINE_OUTPUT}`);
  return arn;
}

async function bundle(folder: string): Promise<void> {
  const entries = Object.fromEntries(FUNCTIONS.map(({ name }) => [name, `bench/ungoverned/${name}.ts`]));
  const made = await esbuildPass(resolve(import.meta.dirname, '..', '..'), entries);
  const files = new Map([...made].map(([name, { code }]) => [`${name}/index.mjs`, code]));
  files.set(`ask-model/${invoiceProcessing.slug}/prompt.md`, readFileSync(invoiceProcessing.prompt));
  writeChanged(folder, files);
}
