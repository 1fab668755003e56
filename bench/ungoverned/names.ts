export const STACK = 'BenchUngoverned';
export const MACHINE_OUTPUT = 'MachineArn';

/** The functions of the flow: their file here, which is also their bundle's folder, and their placeholder in the graph. */
export const FUNCTIONS = [
  { name: 'read-facts', placeholder: 'ReadFacts' },
  { name: 'ask-model', placeholder: 'AskModel' },
  { name: 'post', placeholder: 'Post' },
] as const;
