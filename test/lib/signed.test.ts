import { expect, it } from 'vitest';
import { templatesOf } from './sample.ts';

it('publishes what was signed by whom, so that anybody can compare it with what is in use', () => {
  const by = [{ function: 'operations', signer: 'person-lena', at: '2026-11-24T08:00:00.000Z' }] as const;
  const standing = {
    class: 'contracts',
    digest: 'd'.repeat(64),
    signed: by,
    missing: [],
    trusted: 'e'.repeat(64),
  } as const;
  const { controlPlane } = templatesOf({ signed: [standing] });
  const [parameter] = Object.values(
    controlPlane.findResources('AWS::SSM::Parameter', { Properties: { Name: '/countersign/signed/contracts' } }),
  );
  expect(JSON.parse(parameter?.['Properties'].Value)).toEqual({
    ...{ digest: standing.digest, signed: by, trusted: standing.trusted },
  });
});
