import { caseTask } from '../shared/case-task.ts';
import { conclude } from './run.ts';

export const handler = caseTask(conclude, {});
