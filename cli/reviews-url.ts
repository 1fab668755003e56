/**
 * The review API's URL as it can be reached from here: a local engine answers for the API's own host name below a path
 * of its endpoint.
 */
export function reachableUrl(published: string, endpoint = process.env['AWS_ENDPOINT_URL']): string {
  if (!endpoint) return published;
  const { host, pathname } = new URL(published);
  return `${endpoint.replace(/\/$/, '')}/_aws/execute-api/${host.split('.')[0]}${pathname}`;
}
