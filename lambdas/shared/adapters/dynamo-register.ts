import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { modelData, modelKey, promptData, promptKey } from '../../../statemachines/kernel/authority/register.ts';
import { type StopScope, stopKey, stopOf } from '../../../statemachines/kernel/authority/stop.ts';
import type { Register, Registered } from '../../assess/register.ts';
import type { Clock } from '../ports.ts';
import { type Items, readItems, valid } from './authority-items.ts';

/** The register in the authority table; the stop of a prompt can be read once the prompt is known. */
export function dynamoRegister(dynamo: DynamoDBDocumentClient, table: string, clock: Clock): Register {
  return {
    async read(workflow, modelId) {
      const now = clock.now().toISOString();
      const scopes: StopScope[] = [
        { kind: 'all', id: '*' },
        { kind: 'workflow', id: workflow },
        { kind: 'model', id: modelId },
      ];
      const keys = [modelKey(modelId), promptKey(workflow), ...scopes.map(stopKey)];
      const items = await readItems(dynamo, table, keys);
      const found = registeredIn(items, workflow, modelId, now);
      const ofPrompt: StopScope[] = found.prompt ? [{ kind: 'prompt', id: found.prompt.hash }] : [];
      const more = await readItems(dynamo, table, ofPrompt.map(stopKey));
      const itemOf = (key: string) => items.get(key) ?? more.get(key);
      return { ...found, stops: [...scopes, ...ofPrompt].map((scope) => stopOf(scope, itemOf(stopKey(scope)), now)) };
    },
  };
}

/** Pure: the model and the prompt that are in force at `now`. */
export function registeredIn(items: Items, workflow: string, modelId: string, now: string): Omit<Registered, 'stops'> {
  const model = valid(modelData, items.get(modelKey(modelId)), now);
  const prompt = valid(promptData, items.get(promptKey(workflow)), now);
  return { ...(model && { model }), ...(prompt && { prompt }) };
}
