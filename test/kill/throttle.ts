import type { ServerResponse } from 'node:http';

const XML = { 'content-type': 'text/xml' };
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };
const WAIT = { 'retry-after': '1' };

/** Refuses a request unsent, as S3, SNS, the ERP or any other service says that there were too many. */
export function throttle(path: string, outgoing: ServerResponse, contentType = ''): void {
  if (path.endsWith('/rpc/')) return void outgoing.writeHead(429, WAIT).end('too many');
  if (contentType.includes('form-urlencoded')) {
    const error = '<Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error>';
    return void outgoing.writeHead(400, XML).end(`<ErrorResponse>${error}</ErrorResponse>`);
  }
  if (contentType.includes('amz-json')) {
    const body = { __type: 'ThrottlingException', message: 'Rate exceeded' };
    return void outgoing.writeHead(400, JSON_TYPE).end(JSON.stringify(body));
  }
  outgoing.writeHead(503, XML).end('<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>');
}
