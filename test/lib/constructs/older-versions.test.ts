import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { incomingVersions } from '../../../statemachines/kernel/events/versions.ts';
import { versionedToy } from '../../support/toy-versions.ts';
import { sampleWorkflow, templatesOf } from '../sample.ts';

it('an older version of an event is let in as the newest is, and not taken for an unknown one', () => {
  const workflow = { ...sampleWorkflow, contracts: versionedToy.contracts };
  const { controlPlane } = templatesOf({ workflows: [workflow] });
  const types = incomingVersions(workflow).map(({ type }) => type);
  expect(types).toHaveLength(5);
  for (const type of types)
    controlPlane.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ 'detail-type': [type] }),
    });
  controlPlane.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: Match.objectLike({ 'detail-type': [{ 'anything-but': types }] }),
  });
});
