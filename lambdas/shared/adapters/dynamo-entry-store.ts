import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { CountersignError } from '../../../statemachines/kernel/errors.ts';
import { type LedgerEntry, ledgerEntry } from '../../../statemachines/kernel/ledger-entry.ts';
import type { EntryStore } from '../append.ts';
import { asTransient } from '../as-transient.ts';
import { ConditionLost, type TransactWrite } from '../ports.ts';
import { commitmentItem } from './dynamo-commitments.ts';

interface Tables {
  readonly ledger: string;
  readonly claims?: string;
  readonly authority?: string;
  readonly flights?: string;
  readonly commitments?: string;
}

/** The ledger table: key `caseId` and `seq`, an entry's body kept as canonical text. */
export function dynamoEntryStore(dynamo: DynamoDBDocumentClient, tables: Tables): EntryStore {
  return {
    async read(caseId) {
      const entries: LedgerEntry[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page: QueryCommandOutput = await dynamo
          .send(
            new QueryCommand({
              TableName: tables.ledger,
              ConsistentRead: true,
              KeyConditionExpression: 'caseId = :caseId',
              ExpressionAttributeValues: { ':caseId': caseId },
              ...(from && { ExclusiveStartKey: from }),
            }),
          )
          .catch(asTransient);
        for (const item of page.Items ?? []) entries.push(entryOf(item));
        from = page.LastEvaluatedKey;
      } while (from);
      return entries;
    },
    async putIfFree(entry, together) {
      const put = {
        TableName: tables.ledger,
        Item: { ...entry, body: JSON.stringify(entry.body) },
        ConditionExpression: 'attribute_not_exists(caseId)',
      };
      const TransactItems = [{ Put: put }, ...together.map((write) => transactItem(write, tables))];
      try {
        await dynamo.send(new TransactWriteCommand({ TransactItems }));
        return true;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) return asTransient(error);
        return whyCancelled(error.CancellationReasons ?? [], together);
      }
    },
  };
}

/** @throws CountersignError LedgerBroken for an item that is no entry */
export function entryOf(item: Record<string, unknown>): LedgerEntry {
  const { body, ...rest } = item;
  const parsed = ledgerEntry.safeParse({ ...rest, body: typeof body === 'string' ? JSON.parse(body) : body });
  if (parsed.success) return parsed.data;
  const place = `${String(item['caseId'])}/${String(item['seq'])}`;
  throw new CountersignError('LedgerBroken', `${place} is no ledger entry: ${parsed.error.message}`);
}

function transactItem(write: TransactWrite, { claims, authority, flights, commitments }: Tables) {
  const { key } = write;
  if (write.kind === 'turn' || write.kind === 'committed' || write.kind === 'released')
    return commitmentItem(write, commitments);
  if (write.kind === 'airborne') return { Put: { TableName: flights, Item: { key, ...write.flight } } };
  if (write.kind === 'landed') return { Delete: { TableName: flights, Key: { key } } };
  if (write.kind === 'absent')
    return { ConditionCheck: { TableName: authority, Key: { key }, ...condition('attribute_not_exists(#key)') } };
  if (write.kind === 'replace') {
    const { was } = write;
    const unread = was === undefined ? condition('attribute_not_exists(#key)') : ofVersion(was);
    return { Put: { TableName: authority, Item: { ...write.item, key }, ...unread } };
  }
  if (write.kind === 'claim') {
    const condition = 'attribute_not_exists(#key) OR caseId = :caseId';
    return {
      Put: {
        TableName: claims,
        Item: { key: write.key, caseId: write.caseId },
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':caseId': write.caseId },
      },
    };
  }
  return {
    ConditionCheck: {
      TableName: authority,
      Key: { key: write.key },
      ...ofVersion(write.version),
    },
  };
}

const condition = (expression: string) => ({
  ConditionExpression: expression,
  ExpressionAttributeNames: { '#key': 'key' },
});
const ofVersion = (version: number) => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: { ':version': version },
});

/** `false` when the position was taken or a concurrent transaction was in the way; throws for a lost condition. */
function whyCancelled(reasons: readonly CancellationReason[], together: readonly TransactWrite[]): false {
  const lost = together.find((_, index) => reasons[index + 1]?.Code === 'ConditionalCheckFailed');
  const codes = reasons.map((reason) => reason.Code);
  if (codes[0] === 'ConditionalCheckFailed' || codes.includes('TransactionConflict')) return false;
  if (lost) throw new ConditionLost(lost);
  throw new CountersignError('Transient', `the ledger's transaction was cancelled: ${codes.join(', ')}`);
}
