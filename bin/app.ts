import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { countersign } from '../lib/countersign.ts';
import { readSettings } from '../lib/environment.ts';
import { registry } from '../statemachines/registry.ts';
import { signedCode } from './signed.ts';

const root = join(import.meta.dirname, '..');
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
const { CDK_OUTDIR, CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

const app = new App({ context, outdir: CDK_OUTDIR ?? join(root, 'cdk.out') });
const given = (name: string): unknown => app.node.tryGetContext(name);
countersign(app, {
  settings: readSettings(given),
  workflows: registry,
  signed: await signedCode(registry, given),
  bundles: join(root, 'dist'),
  ...(account && region && { env: { account, region } }),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks());
app.synth();
