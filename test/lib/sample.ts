import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type AppProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json' with { type: 'json' };
import { countersign } from '../../lib/countersign.ts';
import { readSettings } from '../../lib/environment.ts';
import { FUNCTION_NAMES } from '../../lib/functions.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import type { Standing } from '../../statemachines/kernel/signatures/standing.ts';
import { toyWorkflow } from '../support/toy-workflow.ts';

const ofInvoices = (file: string) => new URL(`../../statemachines/invoice-processing/${file}`, import.meta.url);

/** A workflow with a real graph and a real runbook, and nothing behind them. */
export const sampleWorkflow: Workflow = {
  ...(toyWorkflow as unknown as Workflow),
  definition: ofInvoices('workflow.asl.json'),
  runbook: ofInvoices('RUNBOOK.md'),
  effects: [{ state: 'Post Invoice', command: 'post-invoice' }],
};

/** Bundles that hold nothing: enough to synthesise, without building. */
export function emptyBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bundles-'));
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
  }
  return folder;
}

interface Target {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly workflows?: readonly Workflow[];
  readonly bundles?: string;
  readonly signed?: readonly Standing[];
}

/** CDK's own check of CloudFormation schemas takes seconds a synth; synthesising the app itself has it on. */
process.env['CDK_VALIDATION'] = 'false';

/** Both stacks for a target, not yet synthesised. */
export function sampleApp({
  context = {},
  workflows = [sampleWorkflow],
  bundles = emptyBundles(),
  signed = [],
}: Target = {}) {
  const props: AppProps = { context: { ...cdk.context, ...context }, analyticsReporting: false };
  const app = new App(props);
  const settings = readSettings((name) => context[name]);
  return { app, ...countersign(app, { settings, workflows, bundles, signed }) };
}

/** The templates of both stacks for a target. */
export function templatesOf(target: Target = {}) {
  const { foundation, controlPlane } = sampleApp(target);
  return { foundation: Template.fromStack(foundation), controlPlane: Template.fromStack(controlPlane) };
}
