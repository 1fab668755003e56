import { allow, type Grant } from './grant.ts';
import type { Resources } from './resources.ts';

/** What functions can be allowed about what left its way and waits for people. */
export const EXCEPTION_CAPABILITIES = {
  'exceptions:list': ({ foundation: { cases } }) => ({
    environment: { CASES_TABLE: cases.tableName },
    statements: [allow(['dynamodb:Query'], `${cases.tableArn}/index/by-exception`)],
  }),
} as const satisfies Record<string, (resources: Resources) => Grant>;
