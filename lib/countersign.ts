import type { App, Environment } from 'aws-cdk-lib';
import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import type { Standing } from '../statemachines/kernel/signatures/standing.ts';
import type { Settings } from './environment.ts';
import { published } from './published.ts';
import { ControlPlaneStack } from './stacks/control-plane-stack.ts';
import { FoundationStack } from './stacks/foundation-stack.ts';

interface CountersignProps {
  readonly settings: Settings;
  readonly workflows: readonly Workflow[];
  /** Folder of the built functions. */
  readonly bundles: string;
  /** What was signed, by whom: published, so that anybody can compare it with what is in use. */
  readonly signed?: readonly Standing[];
  readonly env?: Environment;
}

/** Both stacks of one installation; an account and region hold one. */
export function countersign(app: App, { settings, workflows, bundles, signed = [], env }: CountersignProps) {
  const common = { settings, ...(env && { env }) };
  const foundation = new FoundationStack(app, 'CountersignFoundation', {
    ...common,
    description: 'Countersign: ledger, evidence, keys and secrets',
  });
  const controlPlane = new ControlPlaneStack(app, 'CountersignControlPlane', {
    ...common,
    foundation,
    workflows,
    bundles,
    description: 'Countersign: bus, queues, functions and governed workflows',
  });
  for (const { class: of, digest, trusted, signed: by } of signed)
    published(controlPlane, `signed/${of}`, JSON.stringify({ digest, signed: by, trusted }));
  return { foundation, controlPlane };
}
