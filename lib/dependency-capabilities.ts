import { allow, type Grant, onKeys } from './grant.ts';
import type { Resources } from './resources.ts';

/** What functions may do with circuit breakers, and with what people say of them and of companies' writes. */
export const DEPENDENCY_CAPABILITIES = {
  /** Reads what people say; counts calls and moves circuits. Whose breaker it is no key can tell: all are about calls alone. */
  'breakers:use': ({ breakers, foundation: { authority } }) => ({
    environment: { BREAKERS_TABLE: breakers.tableName, AUTHORITY_TABLE: authority.tableName },
    statements: [
      allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], breakers.tableArn),
      onKeys(['dynamodb:GetItem'], authority.tableArn, 'breaker#*'),
    ],
  }),
  'dependencies:list': ({ breakers, foundation: { authority } }) => ({
    environment: { BREAKERS_TABLE: breakers.tableName, AUTHORITY_TABLE: authority.tableName },
    statements: [
      onKeys(['dynamodb:Query'], `${breakers.tableArn}/index/by-kind`, 'circuit'),
      onKeys(['dynamodb:Query'], `${authority.tableArn}/index/by-kind`, 'breaker', 'hold'),
      onKeys(['dynamodb:GetItem'], breakers.tableArn, 'circuit#*'),
      onKeys(['dynamodb:GetItem'], authority.tableArn, 'breaker#*', 'hold#*'),
    ],
  }),
  /** Takes off what was told. */
  'dependencies:watch': ({ breakers }) => ({
    statements: [onKeys(['dynamodb:UpdateItem'], breakers.tableArn, 'circuit#*')],
  }),
} as const satisfies Record<string, (resources: Resources) => Grant>;
