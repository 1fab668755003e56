import type { App, Environment } from 'aws-cdk-lib';
import type { Workflow } from '../statemachines/kernel/define-workflow.ts';
import type { Settings } from './environment.ts';
import { ControlPlaneStack } from './stacks/control-plane-stack.ts';
import { FoundationStack } from './stacks/foundation-stack.ts';

interface CountersignProps {
  readonly settings: Settings;
  readonly workflows: readonly Workflow[];
  /** Folder of the built functions. */
  readonly bundles: string;
  readonly env?: Environment;
}

/** Both stacks of one installation; an account and region hold one. */
export function countersign(app: App, { settings, workflows, bundles, env }: CountersignProps) {
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
  return { foundation, controlPlane };
}
