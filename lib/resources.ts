import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Writer } from '../statemachines/kernel/ledger-entry.ts';
import type { CommandQueue } from './constructs/command-queue.ts';
import type { EventIntake } from './constructs/event-intake.ts';
import type { RoleTopics } from './constructs/role-topics.ts';
import type { Settings } from './environment.ts';

/** What outlives a deployment: tables, buckets, keys, secrets. */
export interface Foundation {
  readonly ledger: Table;
  readonly claims: Table;
  readonly authority: Table;
  readonly cases: Table;
  /** Commands that are prepared and not settled. */
  readonly flights: Table;
  /** What each group of legal entities was committed to of late. */
  readonly commitments: Table;
  /** How far the events of each subject have come. */
  readonly order: Table;
  /** Sums of what models have cost, per case and day. */
  readonly spending: Table;
  /** Up to where the ERP's books were compared, and the list of open breaks. */
  readonly reconciliation: Table;
  readonly evidence: Bucket;
  readonly documents: Bucket;
  readonly macKeys: Readonly<Record<Writer, Key>>;
  readonly erpReader: Secret;
  /** Of the ERP user that posts, and may change no record of a party. */
  readonly erpWriter: Secret;
  /** Of the one that changes records of parties, and may post nothing. */
  readonly erpSteward: Secret;
  /** Of the one that places orders, and does nothing else. */
  readonly erpBuyer: Secret;
  /** Of the one that credits customers, and does nothing else. */
  readonly erpCrediter: Secret;
}

/** Everything that a function may be given access to. */
export interface Resources {
  readonly foundation: Foundation;
  readonly scope: Construct;
  readonly bus: EventBus;
  readonly intake: Pick<EventIntake, 'queue'>;
  readonly commands: CommandQueue;
  /** Circuits of what we call, and counts of calls. */
  readonly breakers: Table;
  readonly roleTopics: RoleTopics;
  readonly settings: Settings;
}
