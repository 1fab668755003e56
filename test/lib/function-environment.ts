import { type Assembly, concrete } from './concrete.ts';
import { templatesOf } from './sample.ts';

/** What each function finds in its environment once deployed, by function name. */
export function environmentOf(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const { foundation, controlPlane } = templatesOf();
  const lower = foundation.toJSON() as Assembly;
  const upper = controlPlane.toJSON() as Assembly;
  const functions = Object.values(upper.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ Properties }) => {
      const { Variables } = concrete(Properties['Environment'], upper, lower) as { Variables: Record<string, string> };
      return [String(Variables['POWERTOOLS_SERVICE_NAME']), { ...Variables, ...QUEUE }] as const;
    }),
  );
}

/** A queue's Ref is a URL that no template knows. */
const SQS = 'https://sqs.eu-west-1.amazonaws.com/111122223333';
const QUEUE = {
  ...{ INTAKE_QUEUE_URL: `${SQS}/intake`, COMMAND_QUEUE_URL: `${SQS}/commands.fifo` },
  COMMAND_DEAD_LETTERS_URL: `${SQS}/dead.fifo`,
};
