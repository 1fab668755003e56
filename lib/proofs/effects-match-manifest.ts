import { effectsOf } from './effects-of.ts';
import { RESOURCES } from './house.ts';
import { MACHINE, type Subject, type Violation } from './violation.ts';

/** The manifest's effects are the graph's, each once and at the top level; `tasksLookAlike` compares their commands. */
export function effectsMatchManifest(subject: Subject): Violation[] {
  const { graph, manifest } = subject;
  const declared = manifest.effects.map((effect) => effect.state);
  const found: Violation[] = [];
  const complain = (state: string, message: string, remedy: string) =>
    found.push({ rule: 'manifest', state, message, remedy });
  for (const name of effectsOf(subject)) {
    const place = graph.places.get(name);
    if (!declared.includes(name))
      complain(name, 'reaches an ERP undeclared', 'Declare it in the effects of workflow.ts');
    else if (place === undefined) complain(name, 'is declared, but no state', 'Take it out of workflow.ts');
    else if (place.state.Type !== 'Task' || place.state.Resource !== RESOURCES.sendAndWait)
      complain(name, 'is declared, but sends no command', `Let it be a Task with ${RESOURCES.sendAndWait}`);
    if (place?.nested)
      complain(name, 'lies inside a Parallel or Map', 'Move it to the top level: commands have an order');
  }
  for (const name of new Set(declared.filter((state, index) => declared.indexOf(state) !== index)))
    complain(name, 'is declared twice', 'Declare it once');
  if (manifest.effects.every((effect) => effect.compensates !== undefined))
    complain(MACHINE, 'commits nothing', 'Declare the effects in workflow.ts');
  return found;
}
