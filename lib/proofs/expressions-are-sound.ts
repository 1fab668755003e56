import jsonata from 'jsonata';
import { LONGEST_EXPRESSION } from './house.ts';
import { JSONATA_FUNCTIONS } from './jsonata-functions.ts';
import { textsOf } from './texts-of.ts';
import type { Subject, Violation } from './violation.ts';

/** Every expression is one short line of JSONata, calls only functions that exist everywhere, and defines nothing. */
export function expressionsAreSound(subject: Subject): Violation[] {
  return textsOf(subject)
    .filter(({ text }) => text.includes('{%') || text.includes('%}'))
    .flatMap(({ state, text }) =>
      faultsOf(text).map((fault) => ({
        rule: 'expressions',
        state,
        message: `${text}: ${fault}`,
        remedy: 'Correct it, or move it into a handler with a test',
      })),
    );
}

function faultsOf(text: string): string[] {
  if (/[\r\n]/.test(text)) return ['more than one line'];
  if (text.length > LONGEST_EXPRESSION) return [`longer than ${LONGEST_EXPRESSION} characters`];
  const source = /^\{%(.*)%\}$/.exec(text)?.[1];
  if (source === undefined) return ['an expression fills its whole string, from {% to %}'];
  try {
    return faultsIn(jsonata(source).ast());
  } catch (error) {
    return [`no JSONata: ${messageOf(error)}`];
  }
}

function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message);
}

const INPUTS: ReadonlySet<unknown> = new Set(['input', 'result', 'errorOutput', 'context']);
const DEFINING: ReadonlySet<unknown> = new Set(['lambda', 'bind', 'transform']);

/** Walks the syntax tree: function names, `$states` fields, and nothing that binds a name of its own. */
function faultsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(faultsIn);
  if (!('type' in node)) return inner;
  const { type } = node;
  if (DEFINING.has(type)) return [`defines something (${String(type)})`, ...inner];
  if (type === 'path' && 'steps' in node && Array.isArray(node.steps)) return [...pathFaults(node.steps), ...inner];
  if (type !== 'variable' || !('value' in node)) return inner;
  const name = String(node.value);
  return name === 'states' || JSONATA_FUNCTIONS.has(name)
    ? inner
    : [`$${name} does not exist, or not everywhere`, ...inner];
}

function pathFaults([first, second]: unknown[]): string[] {
  if (valueIn(first) !== 'states' || INPUTS.has(valueIn(second))) return [];
  return [`$states has no field ${String(valueIn(second))}`];
}

function valueIn(step: unknown): unknown {
  return typeof step === 'object' && step !== null && 'value' in step ? step.value : undefined;
}
