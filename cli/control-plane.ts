import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ListedBreak } from '../lambdas/reconcile/ports.ts';
import { allAuthorityItems } from '../lambdas/shared/adapters/authority-table.ts';
import { dynamo, s3 } from '../lambdas/shared/adapters/aws.ts';
import { type CaseSummary, caseView } from '../lambdas/shared/adapters/case-view.ts';
import { dynamoEntryStore } from '../lambdas/shared/adapters/dynamo-entry-store.ts';
import { dynamoReconciliation } from '../lambdas/shared/adapters/dynamo-reconciliation.ts';
import type { AuthorityItem } from '../lambdas/shared/authority/proof/register.ts';
import type { LedgerEntry } from '../statemachines/kernel/ledger-entry.ts';
import type { Spooled } from './spool.ts';

/** The deployed control plane, found wherever the AWS environment variables point. */
export interface ControlPlane {
  /** A published name, such as `bus-name`. */
  name(key: string): string;
  readCase(caseId: string): Promise<LedgerEntry[]>;
  casesOf(status: string): Promise<CaseSummary[]>;
  /** What the reconciliation found and has not seen gone, at most a thousand. */
  openBreaks(): Promise<readonly ListedBreak[]>;
  /** Every item of the authority table. */
  authorityItems(): Promise<AuthorityItem[]>;
  upload(key: string, content: Uint8Array): Promise<void>;
  /** Puts one CloudEvent on the bus; of now, if it does not say when. */
  put(event: Omit<Spooled, 'time'> & Partial<Pick<Spooled, 'time'>>): Promise<void>;
}

/** @throws Error with the remedy when AWS can't be reached, or nothing is deployed there */
export async function controlPlane(): Promise<ControlPlane> {
  const names = await publishedNames().catch((error: Error) => {
    const place = process.env['AWS_ENDPOINT_URL'] ?? 'AWS';
    const remedy = 'set AWS_REGION and credentials, and AWS_ENDPOINT_URL for a local engine (npm start prints them)';
    throw new Error(`${place} can't be asked: ${error.message || error.name}; ${remedy}`, { cause: error });
  });
  const name = (key: string): string => {
    const value = names.get(key);
    if (value) return value;
    throw new Error(
      `nothing of Countersign is published as /countersign/${key} here; deploy it (npm start, or cdk deploy) and check the AWS variables`,
    );
  };
  const store = dynamoEntryStore(dynamo, { ledger: name('ledger-table') });
  const cases = caseView(dynamo, name('cases-table'));
  const bus = new EventBridgeClient({});
  return {
    name,
    readCase: store.read,
    casesOf: cases.byStatus,
    openBreaks: () => dynamoReconciliation(dynamo, name('reconciliation-table')).breaks({ limit: 1_000 }),
    authorityItems: () => allAuthorityItems(dynamo, name('authority-table')),
    async upload(key, content) {
      await s3.send(new PutObjectCommand({ Bucket: name('documents-bucket'), Key: key, Body: content }));
    },
    async put(event) {
      const { source, type } = event;
      const detail = { specversion: '1.0', time: new Date().toISOString(), ...event };
      const entry = {
        EventBusName: name('bus-name'),
        Source: source,
        DetailType: type,
        Detail: JSON.stringify(detail),
      };
      const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount) throw new Error(`the bus did not take the event: ${Entries?.[0]?.ErrorMessage}`);
    },
  };
}

async function publishedNames(): Promise<Map<string, string>> {
  const ssm = new SSMClient({});
  const names = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: '/countersign', Recursive: true, ...(NextToken && { NextToken }) }),
    );
    for (const { Name, Value } of page.Parameters ?? [])
      if (Name && Value) names.set(Name.replace('/countersign/', ''), Value);
    NextToken = page.NextToken;
  } while (NextToken);
  return names;
}
