import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { INTAKE_AT_ONCE, INTAKE_BATCH } from '../../statemachines/kernel/backpressure.ts';
import type { Workflow } from '../../statemachines/kernel/define-workflow.ts';
import { incomingVersions } from '../../statemachines/kernel/events/versions.ts';
import { BreakersTable } from '../constructs/breakers-table.ts';
import { busPolicy } from '../constructs/bus-policy.ts';
import { CommandQueue } from '../constructs/command-queue.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { EventIntake, UNMATCHED_AT_ONCE } from '../constructs/event-intake.ts';
import { consume, every, everyMinute, follow } from '../constructs/event-sources.ts';
import { type Functions, functionsOf } from '../constructs/functions.ts';
import { GovernedWorkflow } from '../constructs/governed-workflow.ts';
import { OwnerTopics } from '../constructs/owner-topics.ts';
import { RECONCILED_EVERY, ReconciliationAlarms } from '../constructs/reconciliation-alarms.ts';
import { ReviewApi } from '../constructs/review-api.ts';
import { RoleTopics } from '../constructs/role-topics.ts';
import { SharedAlarms } from '../constructs/shared-alarms.ts';
import { startExecutions } from '../constructs/start-executions.ts';
import type { Settings } from '../environment.ts';
import { FUNCTION_NAMES, type FunctionName, specOf } from '../functions.ts';
import { published } from '../published.ts';
import type { Foundation } from '../resources.ts';
import { repeatedTypes } from '../violations.ts';

interface ControlPlaneProps extends StackProps {
  readonly settings: Settings;
  readonly foundation: Foundation;
  readonly workflows: readonly Workflow[];
  /** Folder of the built functions. */
  readonly bundles: string;
}

/** The bus, the queues, the functions that all workflows share, and one {@link GovernedWorkflow} for each of them. */
export class ControlPlaneStack extends Stack {
  readonly functions: Functions;
  readonly workflows: readonly GovernedWorkflow[];

  constructor(scope: Construct, id: string, { settings, foundation, workflows, bundles, ...props }: ControlPlaneProps) {
    super(scope, id, props);
    this.node.addValidation({ validate: () => repeatedTypes(workflows) });
    const knownTypes = workflows.flatMap(incomingVersions).map(({ type }) => type);
    const intake = new EventIntake(this, 'Intake', { handlerTimeout: timeoutOf('intake'), knownTypes });
    const commands = new CommandQueue(this, 'Commands', { handlerTimeout: timeoutOf('gateway') });
    const streamFailures = new DeadLetterQueue(this, 'StreamFailures', 'operations');
    const roleTopics = new RoleTopics(this, 'RoleTopics', workflows);
    const breakers = new BreakersTable(this, 'Breakers');
    const resources = { foundation, scope: this, bus: intake.bus, intake, commands, breakers, roleTopics, settings };
    this.functions = functionsOf(this, resources, bundles);
    const { functions } = this;
    consume(functions.intake, intake.queue, INTAKE_BATCH, INTAKE_AT_ONCE);
    consume(functions.intake, intake.unmatched, INTAKE_BATCH, UNMATCHED_AT_ONCE);
    consume(functions.gateway, commands.queue, 1);
    follow(functions.publish, foundation.ledger, streamFailures, ['INSERT']);
    follow(functions.guard, foundation.ledger, streamFailures, ['MODIFY', 'REMOVE']);
    everyMinute(this, 'EveryMinute', functions.sweep, 'Looks for cases that nobody moves');
    everyMinute(this, 'WatchStops', functions.watch, 'Confirms stops, and opens reviews of emergencies');
    everyMinute(this, 'WatchDependencies', functions.dependencies, 'Tells of breakers, and counts what is held');
    everyMinute(
      this,
      'AgeQuarantine',
      functions.aging,
      'Measures what waits in quarantine and on the worklist, and looks after events that wait for an earlier one',
    );
    every(RECONCILED_EVERY, this, 'Reconcile', functions.reconcile, 'Compares the ledger with the books of the ERP');
    const reviews = new ReviewApi(this, 'Reviews', {
      lambda: functions.reviews.lambda,
      govern: functions.govern.lambda,
      reopen: functions.reopen.lambda,
      quarantine: functions.quarantine.lambda,
      exceptions: functions.exceptions.lambda,
      timeout: timeoutOf('reviews'),
    });
    const speakers = FUNCTION_NAMES.filter((name) => specOf(name).may.includes('bus:put'));
    busPolicy(this, {
      bus: intake.bus,
      producers: settings.producers,
      own: speakers.map((name) => functions[name].role),
    });
    const topics = new OwnerTopics(this, 'AlarmTopics');
    const notify = topics.of.bind(topics);
    new SharedAlarms(this, 'SharedAlarms', {
      ...{ streamFailures, reviews, notify, intake: intake.queue },
      ...{ watch: functions.watch, aging: functions.aging },
    });
    new ReconciliationAlarms(this, 'ReconciliationAlarms', { reconcile: functions.reconcile, notify });
    this.workflows = workflows.map(
      (workflow) => new GovernedWorkflow(this, workflow.slug, { workflow, functions, commands, intake, notify }),
    );
    startExecutions(functions, this.workflows);
    published(this, 'bus-name', intake.bus.eventBusName);
    published(this, 'intake-queue-url', intake.queue.queueUrl);
    published(this, 'intake-dead-letters-url', intake.deadLetters.queueUrl);
    published(this, 'unmatched-queue-url', intake.unmatched.queueUrl);
    published(this, 'stream-failures-url', streamFailures.queueUrl);
    published(this, 'command-queue-url', commands.queue.queueUrl);
    published(this, 'command-dead-letters-url', commands.deadLetters.queueUrl);
    published(this, 'publish-function', functions.publish.lambda.functionName);
    published(this, 'reconcile-function', functions.reconcile.lambda.functionName);
    published(this, 'reviews-url', reviews.api.url);
    published(this, 'oidc-issuer', settings.oidcIssuer);
    published(this, 'oidc-client-id', settings.oidcClientId);
    published(this, 'oidc-scope', settings.oidcScope);
  }
}

const timeoutOf = (name: FunctionName) => Duration.seconds(specOf(name).timeoutSeconds);
