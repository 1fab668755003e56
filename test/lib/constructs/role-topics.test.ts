import { beforeAll, describe, expect, it } from 'vitest';
import type { Assembly } from '../concrete.ts';
import { environmentOf } from '../function-environment.ts';
import { sampleWorkflow, templatesOf } from '../sample.ts';

let topics: string[];
beforeAll(() => {
  const { Resources } = templatesOf().controlPlane.toJSON() as Assembly;
  topics = Object.entries(Resources).flatMap(([id, { Type }]) =>
    Type === 'AWS::SNS::Topic' && id.startsWith('RoleTopics') ? [id] : [],
  );
}, 60_000);

describe('topics of roles', () => {
  it('are one for each human role of a workflow, and each that may be asked for consent; none for the agent', () => {
    const { roles, consents = [] } = sampleWorkflow.authority;
    const people = [...roles.filter((role) => role !== 'agent'), ...consents];
    expect(people).toContain('legal');
    expect(topics.map((id) => id.replace(/^RoleTopics|[0-9A-F]{8}$/g, '')).sort()).toEqual(people.toSorted());
  });

  it('are known to Publish, by role', () => {
    const known = JSON.parse(environmentOf().get('publish')?.['ROLE_TOPICS'] ?? '{}') as Record<string, string>;
    expect(Object.keys(known)).toEqual(['clerk', 'chief', 'security', 'legal', 'privacy']);
    expect(known['clerk']).toMatch(/^arn:aws:sns:.*RoleTopicsclerk/);
  });

  it('shorten no time unless the target says so', () => {
    for (const variables of environmentOf().values()) expect(variables).not.toHaveProperty('WORKING_HOUR_SECONDS');
  });
});
