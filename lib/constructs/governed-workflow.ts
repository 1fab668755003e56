import { readFileSync } from 'node:fs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { versionsOf } from '../../statemachines/kernel/events/versions.ts';
import type { OwnerFunction } from '../../statemachines/kernel/finding.ts';
import type { FunctionName } from '../functions.ts';
import { acceptWildcard, REASONS } from '../nag-reasons.ts';
import { owned } from '../owned.ts';
import { PLACEHOLDERS } from '../placeholders.ts';
import { COMMAND_QUEUE } from '../proofs/vocabulary.ts';
import { published } from '../published.ts';
import { violationsOf } from '../violations.ts';
import type { CommandQueue } from './command-queue.ts';
import type { EventIntake } from './event-intake.ts';
import type { TaskFunction } from './task-function.ts';
import { WorkflowAlarms } from './workflow-alarms.ts';
import { workflowDashboard } from './workflow-dashboard.ts';

interface GovernedWorkflowProps {
  readonly workflow: Workflow;
  readonly functions: Readonly<Record<FunctionName, TaskFunction>>;
  readonly commands: CommandQueue;
  readonly intake: EventIntake;
  readonly notify: (owner: OwnerFunction) => IAlarmAction;
}

/**
 * What a manifest needs in order to run, and to be watched: its state machine with logs, traces and a role of its own,
 * a rule for each of its events, its service levels as alarms, and a dashboard. Synthesis fails, with every reason,
 * when the graph could let an effect pass without a decision.
 */
export class GovernedWorkflow extends Construct {
  readonly machine: StateMachine;
  private readonly props: GovernedWorkflowProps;

  constructor(scope: Construct, id: string, props: GovernedWorkflowProps) {
    super(scope, id);
    this.props = props;
    const { workflow, commands, intake, notify } = props;
    const definition = readFileSync(workflow.definition, 'utf8');
    this.node.addValidation({ validate: () => violationsOf(definition, workflow) });
    this.machine = this.stateMachine(definition);
    for (const contract of workflow.contracts)
      for (const { type } of versionsOf(contract)) intake.take(`${workflow.slug}-${type}`, type, contract.from);
    const parts = { workflow, machine: this.machine, commands: commands.queue };
    const deadLetters = [intake.deadLetters, commands.deadLetters];
    const alarms = new WorkflowAlarms(this, 'Alarms', { ...parts, deadLetters, notify });
    workflowDashboard(this, 'Dashboard', { ...parts, alarms });
    published(this, `state-machine/${workflow.slug}`, this.machine.stateMachineArn);
  }

  private stateMachine(definition: string): StateMachine {
    const { workflow, functions, commands } = this.props;
    const placeholders = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => String(name)));
    const called = [...placeholders].flatMap((placeholder) => {
      const name = PLACEHOLDERS.get(placeholder);
      return name ? [[placeholder, functions[name].lambda.functionArn] as const] : [];
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    const invokable = [...new Set(called.map(([, arn]) => arn))];
    if (invokable.length > 0) allow(role, 'lambda:InvokeFunction', ...invokable);
    if (placeholders.has(COMMAND_QUEUE)) allow(role, 'sqs:SendMessage', commands.queue.queueArn);
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: {
        ...Object.fromEntries(called),
        ...(placeholders.has(COMMAND_QUEUE) && { [COMMAND_QUEUE]: commands.queue.queueUrl }),
      },
      role,
      tracingEnabled: true,
      logs: { destination: this.logs(), level: LogLevel.ALL, includeExecutionData: false },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acceptWildcard(role, `${REASONS.logDelivery}; ${REASONS.tracing}`, '*');
    return owned(workflow.owners.operations, machine);
  }

  private logs(): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/countersign-${this.props.workflow.slug}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

const allow = (role: Role, action: string, ...resources: string[]) =>
  role.addToPolicy(new PolicyStatement({ actions: [action], resources }));
