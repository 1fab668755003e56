import { caseRef, taskInput } from '../../statemachines/kernel/task-input.ts';
import { task } from '../shared/task.ts';
import { gatewayDeps } from './gateway-deps.ts';
import { settle } from './settle.ts';

export const handler = task({ input: taskInput, output: caseRef, deps: gatewayDeps(), run: settle });
