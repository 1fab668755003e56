/**
 * The review API's URL as it can be reached from here: a local engine answers below a path of its own endpoint, and the
 * host name that it publishes is none.
 */
export function reachableUrl(published: string, endpoint = process.env['AWS_ENDPOINT_URL']): string {
  if (!endpoint) return published;
  const [, id, path] = /^https:\/\/([^./]+)[^/]*(\/.*)$/.exec(published) ?? [];
  if (!id) throw new Error(`${published} is no URL of an API`);
  return `${endpoint.replace(/\/$/, '')}/_aws/execute-api/${id}${path}`;
}
