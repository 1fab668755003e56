import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_RETENTION } from '../../../lib/constructs/command-queue.ts';
import type { Workflow } from '../../../statemachines/kernel/define-workflow.ts';
import { PATIENCE_SECONDS } from '../../../statemachines/kernel/patience.ts';
import type { Assembly } from '../concrete.ts';
import { sampleApp, sampleWorkflow, templatesOf } from '../sample.ts';

/** The sample with one of its files changed. */
function withFile(part: 'definition' | 'runbook', change: (text: string) => string): Workflow {
  const file = join(mkdtempSync(join(tmpdir(), 'countersign-')), part);
  writeFileSync(file, change(readFileSync(sampleWorkflow[part], 'utf8')));
  return { ...sampleWorkflow, [part]: pathToFileURL(file) };
}

const synth = (workflow: Workflow) => () => sampleApp({ workflows: [workflow] }).app.synth();

describe('a governed workflow refuses to be synthesised', () => {
  it('with a placeholder that no function has', () => {
    const workflow = withFile('definition', (text) => text.replace('{GatherFunction}', '{GuessFunction}'));
    expect(synth(workflow)).toThrow(/toy: placeholders: Gather: nothing fills in \$\{GuessFunction\}/);
  });

  it('with a definition that is no JSON', () => {
    const workflow = withFile('definition', (text) => text.slice(1));
    expect(synth(workflow)).toThrow(/toy: its definition is no JSON: /);
  });

  it('when an effect outlives its command', () => {
    const effectSeconds = COMMAND_RETENTION.toSeconds();
    expect(synth({ ...sampleWorkflow, effectSeconds })).toThrow(/toy: effectSeconds is 604800: an effect must give up/);
  });

  it('when its command could be received too often before its effect gives up', () => {
    const effectSeconds = PATIENCE_SECONDS;
    expect(synth({ ...sampleWorkflow, effectSeconds })).toThrow(
      /toy: effectSeconds is \d+: its command could be received/,
    );
    expect(synth({ ...sampleWorkflow, effectSeconds: effectSeconds - 1 })).not.toThrow();
  });

  it('when an alarm points to a heading that its runbook lacks', () => {
    const workflow = withFile('runbook', (text) => text.replace('## Oldest command', '## Something else'));
    expect(synth(workflow)).toThrow(/runbook has no heading "## Oldest command"/);
  });

  it('when an effect can be reached past the decision, and says what to do', () => {
    const workflow = withFile('definition', (text) => text.replaceAll('"Next": "Decide"', '"Next": "Post Invoice"'));
    expect(synth(workflow)).toThrow(/toy: needs-decide: Post Invoice: can be reached without Decide. Lead to it/);
  });
});

describe('a governed workflow', () => {
  let template: Template;
  beforeAll(() => {
    template = templatesOf().controlPlane;
  }, 60_000);

  it('is a standard machine with its graph as written, full logs without data, and traces', () => {
    const written = readFileSync(sampleWorkflow.definition, 'utf8');
    const substitutions = Object.fromEntries(
      [...new Set(written.match(/(?<=\$\{)\w+(?=\})/g))].map((name) => [name, Match.anyValue()]),
    );
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      DefinitionString: written,
      DefinitionSubstitutions: substitutions,
      LoggingConfiguration: Match.objectLike({ Level: 'ALL', IncludeExecutionData: false }),
      TracingConfiguration: { Enabled: true },
    });
  });

  it('has alarms from its service levels', () => {
    const { failedExecutions, oldestCommandSeconds, straightThroughP95Ms } = sampleWorkflow.serviceLevels;
    const math = (Expression: string) => Match.arrayWith([Match.objectLike({ Expression })]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: failedExecutions,
      Metrics: math('failed + timedOut'),
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: straightThroughP95Ms,
      ExtendedStatistic: 'p95',
      Namespace: 'Countersign',
      Dimensions: Match.arrayWith([{ Name: 'workflow', Value: 'toy' }]),
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: oldestCommandSeconds,
      MetricName: 'ApproximateAgeOfOldestMessage',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 0, Metrics: math('queue0 + queue1') });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 0,
      MetricName: 'ErpDeviations',
      AlarmDescription: Match.stringLikeRegexp('Owner: finance-systems. Runbook: .*#erp-deviations$'),
      Dimensions: Match.arrayWith([{ Name: 'workflow', Value: 'toy' }]),
    });
  });

  it('wakes whoever owns its AI when the day’s cap of a model is used up, and for no other refusal', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'AssessmentsRefused',
      Threshold: 0,
      AlarmDescription: Match.stringLikeRegexp('Owner: security. Runbook: .*#daily-cap$'),
      Dimensions: [
        { Name: 'reason', Value: 'over-day-cap' },
        { Name: 'service', Value: 'publish' },
        { Name: 'workflow', Value: 'toy' },
      ],
    });
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'AssessmentsRefused' }, 1);
  });

  it('has a dashboard that shows its alarms, and what each model costs', () => {
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardBody: Match.anyValue() });
    const page = JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard')).replaceAll('\\', '');
    expect(page).toContain('"type":"alarm"');
    for (const name of ['InputTokens', 'OutputTokens', 'Cost'])
      expect(page).toContain(
        `{Countersign,model,service,workflow} MetricName="${name}" service="publish" workflow="toy"`,
      );
  });

  it('publishes its machine under its slug', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/countersign/state-machine/toy' });
  });

  it('costs no edit here: two workflows are two machines over the same functions', () => {
    const other = { ...sampleWorkflow, slug: 'other', contracts: [] };
    const both = templatesOf({ workflows: [sampleWorkflow, other] }).controlPlane;
    both.resourceCountIs('AWS::StepFunctions::StateMachine', 2);
    const functions = (of: Template) =>
      Object.keys((of.toJSON() as Assembly).Resources).filter((id) => /Function/.test(id));
    expect(functions(both)).toEqual(functions(template));
  });
});
