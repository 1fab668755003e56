import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, it } from 'vitest';
import { templatesOf } from '../sample.ts';

let template: Template;
beforeAll(() => {
  template = templatesOf().controlPlane;
}, 60_000);

it('nothing is answered to another origin: there is no OPTIONS, and no header that lets one in', () => {
  const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));
  expect(methods.map(({ Properties }) => Properties['HttpMethod'])).toEqual(Array(10).fill('ANY'));
  expect(JSON.stringify(template.toJSON())).not.toContain('Access-Control');
});

it.each([
  ['reviews', 2],
  ['govern', 1],
  ['reopen', 1],
  ['quarantine', 4],
  ['exceptions', 2],
])('%s verifies whatever comes to it, and all goes to one of the five', (name, count) => {
  template.resourceCountIs('AWS::ApiGateway::Method', 10);
  template.resourcePropertiesCountIs(
    'AWS::ApiGateway::Method',
    {
      Integration: Match.objectLike({
        Type: 'AWS_PROXY',
        TimeoutInMillis: 27_000,
        Uri: {
          'Fn::Join': ['', Match.arrayWith([{ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}Function`), 'Arn'] }])],
        },
      }),
    },
    count,
  );
});

it('is throttled; its access log names no header, query or body, and there is no execution log', () => {
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    AccessLogSetting: Match.objectLike({ DestinationArn: Match.anyValue() }),
    MethodSettings: [
      {
        ...{ ResourcePath: '/*', HttpMethod: '*', LoggingLevel: 'OFF', DataTraceEnabled: false, MetricsEnabled: true },
        ...{ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      },
    ],
  });
  const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
  const fields = Object.values(
    JSON.parse(stage?.['Properties']['AccessLogSetting']['Format']) as Record<string, string>,
  );
  expect(
    fields.filter((field) => !/^\$context\.(request|http|path|status|response|identity\.sourceIp)/.test(field)),
  ).toEqual([]);
});

it('tells where it is, and where its people log in', () => {
  for (const name of ['reviews-url', 'oidc-issuer', 'oidc-client-id', 'oidc-scope'])
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: `/countersign/${name}` });
});
