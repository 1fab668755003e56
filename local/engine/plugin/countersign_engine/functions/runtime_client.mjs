// A Lambda runtime client for Node over the Runtime API, without native parts.
import { existsSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const END_OF_INVOCATION = '\u0001countersign-end-of-invocation\n';
const environment = process.env;
const root = `http://${environment.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const agent = new Agent({ keepAlive: true });

function call(method, path, body) {
  return new Promise((resolveCall, rejectCall) => {
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const outgoing = request(root + path, { method, agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', rejectCall);
      response.on('end', () =>
        resolveCall({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', rejectCall);
    outgoing.end(body);
  });
}

function describe(error) {
  const isError = error instanceof Error;
  return JSON.stringify({
    errorType: isError ? error.name : typeof error,
    errorMessage: isError ? error.message : typeof error === 'string' ? error : inspect(error),
    trace: isError && error.stack ? error.stack.split('\n') : [],
  });
}

function initError(name, message) {
  return Object.assign(new Error(message), { name });
}

const loadErrorNames = {
  ERR_MODULE_NOT_FOUND: 'Runtime.ImportModuleError',
  MODULE_NOT_FOUND: 'Runtime.ImportModuleError',
  SyntaxError: 'Runtime.UserCodeSyntaxError',
};

async function loadHandler(name) {
  const [module, ...names] = basename(name).split('.');
  if (!module || names.length === 0) {
    throw initError('Runtime.MalformedHandlerName', `Bad handler '${name}': it must be file.function`);
  }
  const stem = resolve(environment.LAMBDA_TASK_ROOT, dirname(name), module);
  const file = ['', '.js', '.mjs', '.cjs']
    .map((ending) => stem + ending)
    .find((path) => existsSync(path) && statSync(path).isFile());
  if (!file) throw initError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  const loaded = await import(pathToFileURL(file).href).catch((error) => {
    const name = loadErrorNames[error?.code ?? error?.name];
    throw name ? initError(name, `Error: ${error.message}`) : error;
  });
  const handler = [loaded, loaded.default]
    .map((exported) => names.reduce((value, key) => value?.[key], exported))
    .find((value) => typeof value === 'function');
  if (!handler) throw initError('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  return handler;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function runHandler(handler, event, context) {
  return new Promise((resolveRun, rejectRun) => {
    const result = handler(event, context, (error, value) => (error ? rejectRun(error) : resolveRun(value)));
    if (typeof result?.then === 'function') result.then(resolveRun, rejectRun);
    else if (handler.length < 3) resolveRun(result);
  });
}

async function serveOne(handler, { headers, body }) {
  const id = headers['lambda-runtime-aws-request-id'];
  environment._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  let path = `/invocation/${id}/response`;
  let answer;
  try {
    answer = JSON.stringify(await runHandler(handler, JSON.parse(body), contextOf(headers))) ?? 'null';
  } catch (error) {
    path = `/invocation/${id}/error`;
    answer = describe(error);
    console.error(`${new Date().toISOString()}\t${id}\tERROR\tInvoke Error\t${answer}`);
  }
  process.stdout.write(END_OF_INVOCATION);
  await call('POST', path, answer);
}

async function start() {
  try {
    return await loadHandler(environment._HANDLER);
  } catch (error) {
    console.error(describe(error));
    await call('POST', '/init/error', describe(error));
    process.exit(1);
  }
}

const handler = await start();
for (;;) {
  const invocation = await call('GET', '/invocation/next');
  if (invocation.status !== 200) process.exit(0);
  await serveOne(handler, invocation);
}
