import { bringUp, DEFAULT_PORTS, type LocalStack } from './bring-up.ts';
import { SetupError, step } from './progress.ts';
import { loadSamples } from './samples/load.ts';
import { runSamples } from './samples/run.ts';
import { sampleTable } from './samples/table.ts';

const exits = process.argv.includes('--exit');
const began = performance.now();

/** Brings everything up, runs the samples and prints the table; the number of samples that did not end where they must. */
async function show(stack: LocalStack): Promise<number> {
  const samples = loadSamples();
  const results = await step(`${samples.length} sample documents, submitted as events`, 60, () =>
    runSamples(stack.plane, samples),
  );
  process.stdout.write(`${sampleTable(results)}\n`);
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `${samples.length - failed} of ${samples.length} samples ended where they must; ${seconds} s in all\n`,
  );
  return failed;
}

function lookAround({ engine, erp }: LocalStack): string {
  return `
Look around (Ctrl-C ends everything):
  export AWS_ENDPOINT_URL=${engine.endpoint} AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  npx countersign cases                        all cases; then: npx countersign case ID
  npx countersign submit invoice FILE --wait   one more invoice
  npx countersign login --as chloe             one of the sample people; then: npx countersign reviews
  aws stepfunctions list-state-machines        or any console for Step Functions that takes an endpoint: ${engine.endpoint}
  ERP (Tryton 8.0): ${erp.url}, database ${erp.database}; read-only user ${erp.users.reader.login};
    its password is in the secret that /countersign/erp-reader-secret names
`;
}

async function main(): Promise<number> {
  const stack = await bringUp(DEFAULT_PORTS, { erpTimeoutMs: 10_000, erpLeaseMs: 15_000 });
  try {
    const failed = await show(stack);
    if (exits) return failed === 0 ? 0 : 1;
    process.stdout.write(lookAround(stack));
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    return 0;
  } finally {
    await stack.stop();
  }
}

/** Ends the process whatever is still being started or installed; its children end with it. */
async function exit(): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    process.stderr.write(
      `${error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  }
}

await exit();
