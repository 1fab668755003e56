const REMEDY =
  'drills run against the local stack alone: start it with `npm start`, and export the variables that it prints';

/**
 * Drills break things on purpose, and nothing but the local stack is theirs to break.
 * @throws Error with the remedy where a setting points an AWS SDK elsewhere than to this machine
 */
export function requireLocal(env: NodeJS.ProcessEnv = process.env): void {
  const { AWS_ENDPOINT_URL: endpoint } = env;
  if (!endpoint) throw new Error(`AWS_ENDPOINT_URL is not set, so this would be AWS itself; ${REMEDY}`);
  for (const [name, value] of Object.entries(env))
    if (name.startsWith('AWS_ENDPOINT_URL') && value) requireLoopback(name, value);
}

/** @throws Error with the remedy for a URL of another machine */
export function requireLoopback(what: string, url: string): void {
  const host = URL.parse(url)?.hostname ?? '';
  if (/^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(host)) return;
  throw new Error(`${what} is ${url}, which is not this machine; ${REMEDY}`);
}
