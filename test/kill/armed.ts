import { pathToFileURL } from 'node:url';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  paginateListFunctions,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { FAULTS_URL } from './spoiling-proxy.ts';

const lambda = new LambdaClient({});
const PRELOAD = pathToFileURL(`${import.meta.dirname}/preload.ts`).href;

/**
 * Puts the preload before every deployed function of the control plane, ends each after `seconds` at the latest, and has
 * events taken in one by one. @returns the name of each function by its service name
 */
export async function armed(controlUrl: string, seconds: number): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName, Timeout = 0, Environment } of Functions) {
      const service = Environment?.Variables?.['POWERTOOLS_SERVICE_NAME'];
      if (!service || !FunctionName) continue;
      names.set(service, FunctionName);
      const Variables = { ...Environment?.Variables, [FAULTS_URL]: controlUrl, NODE_OPTIONS: `--import=${PRELOAD}` };
      const changed = { FunctionName, Timeout: Math.min(Timeout, seconds), Environment: { Variables } };
      await lambda.send(new UpdateFunctionConfigurationCommand(changed));
    }
  }
  for (const FunctionName of names.values()) await updated(FunctionName);
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: names.get('intake') }),
  );
  for (const { UUID } of EventSourceMappings)
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 }));
  return names;
}

async function updated(FunctionName: string): Promise<void> {
  for (;;) {
    const { LastUpdateStatus } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    if (LastUpdateStatus === 'Successful') return;
    if (LastUpdateStatus === 'Failed') throw new Error(`${FunctionName} can't be changed`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
