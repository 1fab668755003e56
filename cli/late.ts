/** An action whose modules are read when its command runs: each needs few of those that all of them need. */
export function late<Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<void>>) {
  return async (...args: Args): Promise<void> => (await load())(...args);
}
