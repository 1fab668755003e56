import { Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { WRITERS } from '../../statemachines/kernel/ledger-entry.ts';
import { appendOnly } from '../constructs/append-only.ts';
import { DocumentBuckets } from '../constructs/document-buckets.ts';
import { ErpSecret } from '../constructs/erp-secret.ts';
import { KeptTable } from '../constructs/kept-table.ts';
import { macKeys } from '../constructs/mac-keys.ts';
import type { Settings } from '../environment.ts';
import { published } from '../published.ts';
import type { Foundation } from '../resources.ts';

interface FoundationProps extends StackProps {
  readonly settings: Settings;
}

/**
 * What outlives every deployment: the ledger and its tables, evidence, keys and secrets. All of it is encrypted with
 * keys that AWS holds: a key of our own would guard against nobody that IAM does not already keep out, cost a call for
 * each read, and be one more way to lose ten years of evidence. What needs a key of its own is who may write, and that
 * is what the MAC keys are for.
 */
export class FoundationStack extends Stack implements Foundation {
  readonly ledger;
  readonly claims;
  readonly authority;
  readonly cases;
  readonly flights;
  readonly commitments;
  readonly order;
  readonly spending;
  readonly reconciliation;
  readonly evidence;
  readonly documents;
  readonly macKeys;
  readonly erpReader;
  readonly erpWriter;
  readonly erpSteward;
  readonly erpBuyer;
  readonly erpCrediter;

  constructor(scope: Construct, id: string, { settings, ...props }: FoundationProps) {
    super(scope, id, props);
    this.ledger = new KeptTable(this, 'Ledger', {
      owner: 'security',
      partitionKey: { name: 'caseId', type: AttributeType.STRING },
      sortKey: { name: 'seq', type: AttributeType.NUMBER },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      resourcePolicy: appendOnly(),
    });
    const byKey = { partitionKey: { name: 'key', type: AttributeType.STRING } };
    this.claims = new KeptTable(this, 'Claims', { owner: 'finance-systems', ...byKey });
    this.authority = new KeptTable(this, 'Authority', { owner: 'process-owner', ...byKey });
    this.authority.addGlobalSecondaryIndex({
      indexName: 'by-kind',
      partitionKey: { name: 'kind', type: AttributeType.STRING },
      sortKey: byKey.partitionKey,
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.cases = new KeptTable(this, 'Cases', {
      owner: 'operations',
      partitionKey: { name: 'caseId', type: AttributeType.STRING },
    });
    this.cases.addGlobalSecondaryIndex({
      indexName: 'by-status',
      partitionKey: { name: 'status', type: AttributeType.STRING },
      sortKey: { name: 'updatedAt', type: AttributeType.STRING },
    });
    this.cases.addGlobalSecondaryIndex({
      indexName: 'by-review',
      partitionKey: { name: 'status', type: AttributeType.STRING },
      sortKey: { name: 'reviewOrder', type: AttributeType.STRING },
    });
    this.cases.addGlobalSecondaryIndex({
      indexName: 'by-exception',
      partitionKey: { name: 'exceptionClass', type: AttributeType.STRING },
      sortKey: { name: 'exceptionOrder', type: AttributeType.STRING },
    });
    this.flights = new KeptTable(this, 'Flights', { owner: 'operations', ...byKey });
    this.commitments = new KeptTable(this, 'Commitments', {
      owner: 'finance-systems',
      partitionKey: { name: 'group', type: AttributeType.STRING },
      sortKey: { name: 'entry', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
    this.order = new KeptTable(this, 'Order', {
      owner: 'enterprise-architecture',
      partitionKey: { name: 'stream', type: AttributeType.STRING },
      sortKey: { name: 'sequence', type: AttributeType.NUMBER },
    });
    this.spending = new KeptTable(this, 'Spending', {
      ...{ owner: 'process-owner', ...byKey },
      timeToLiveAttribute: 'expiresAt',
    });
    this.reconciliation = new KeptTable(this, 'Reconciliation', {
      owner: 'finance-systems',
      partitionKey: { name: 'list', type: AttributeType.STRING },
      sortKey: { name: 'id', type: AttributeType.STRING },
    });
    const { evidence, documents } = new DocumentBuckets(this, 'Buckets', settings);
    this.evidence = evidence;
    this.documents = documents;
    this.macKeys = macKeys(this);
    this.erpReader = new ErpSecret(this, 'ErpReader');
    this.erpWriter = new ErpSecret(this, 'ErpWriter');
    this.erpSteward = new ErpSecret(this, 'ErpSteward');
    this.erpBuyer = new ErpSecret(this, 'ErpBuyer');
    this.erpCrediter = new ErpSecret(this, 'ErpCrediter');
    this.publishNames();
  }

  private publishNames(): void {
    const working = ['flights', 'commitments', 'order', 'spending', 'reconciliation'] as const;
    for (const name of ['ledger', 'claims', 'authority', 'cases', ...working] as const) {
      published(this, `${name}-table`, this[name].tableName);
    }
    published(this, 'evidence-bucket', this.evidence.bucketName);
    published(this, 'documents-bucket', this.documents.bucketName);
    published(this, 'erp-reader-secret', this.erpReader.secretArn);
    published(this, 'erp-writer-secret', this.erpWriter.secretArn);
    published(this, 'erp-steward-secret', this.erpSteward.secretArn);
    published(this, 'erp-buyer-secret', this.erpBuyer.secretArn);
    published(this, 'erp-crediter-secret', this.erpCrediter.secretArn);
    for (const writer of WRITERS) published(this, `mac-key/${writer}`, this.macKeys[writer].keyArn);
  }
}
