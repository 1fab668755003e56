import { ErpUnavailable, ErpUnknown } from '../errors.ts';
import { readAnswer, type TrytonAnswer } from './answer.ts';

/** Where Tryton is and who calls it. */
export interface TrytonOptions {
  /** Without a path, such as `http://127.0.0.1:8069`. */
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly password: string;
  /** For one HTTP request, its whole answer included. */
  readonly timeoutMs: number;
}

/** Calls Tryton's models over JSON-RPC. */
export interface TrytonClient {
  /**
   * Calls a method of a model in one transaction of Tryton and returns its result. Logs in before the first call, and again
   * when the session has ended. Never repeats a call that may have been executed. Fails with the errors of `../errors.ts` only.
   */
  call(model: string, method: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The same client and session, whose calls say of which trace they are (HTTP header `traceparent`). */
  within(traceparent: string | undefined): TrytonClient;
}

/** The connection was never made, so the call was not executed. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A client for one user of one database; holds the session. */
export function tryton(options: TrytonOptions): TrytonClient {
  let session: Promise<string> | undefined;
  let requestId = 0;

  async function call(trace: Trace, model: string, method: string, args: readonly unknown[]): Promise<unknown> {
    for (let attempt = 0; attempt < 2; attempt++) {
      session ??= logIn();
      const mine = session;
      const authorization = await mine.catch((error: unknown) => {
        forget(mine);
        throw error;
      });
      const answer = await post(`model.${model}.${method}`, [...args, {}], { ...trace, authorization });
      if (answer !== 'no session') return answer.result;
      forget(mine);
    }
    throw new ErpUnavailable(`Tryton does not accept the session of ${options.login}`, { sent: false });
  }

  function forget(ended: Promise<string>): void {
    if (session === ended) session = undefined;
  }

  async function logIn(): Promise<string> {
    const answer = await post('common.db.login', [options.login, { password: options.password }], {}).catch(notSent);
    const result = answer === 'no session' ? undefined : answer.result;
    if (!Array.isArray(result)) {
      throw new ErpUnavailable(`Tryton does not let ${options.login} log in`, { sent: false });
    }
    const [user, token] = result;
    return `Session ${Buffer.from(`${options.login}:${user}:${token}`).toString('base64')}`;
  }

  async function post(
    method: string,
    params: readonly unknown[],
    headers: Record<string, string>,
  ): Promise<TrytonAnswer> {
    requestId += 1;
    try {
      const response = await fetch(`${options.url}/${options.database}/rpc/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
        body: JSON.stringify({ id: requestId, method, params }),
        signal: AbortSignal.timeout(options.timeoutMs),
        redirect: 'error',
      });
      return await readAnswer(response);
    } catch (error) {
      throw lost(error, method, options.timeoutMs);
    }
  }

  const within = (traceparent: string | undefined): TrytonClient => ({
    call: (model, method, ...args) => call(traceparent ? { traceparent } : {}, model, method, args),
    within,
  });
  return within(undefined);
}

type Trace = { readonly traceparent?: string };

/** What a failed request means: errors of `readAnswer` as they are, the network's by whether the call was sent. */
function lost(error: unknown, method: string, timeoutMs: number): unknown {
  if (!(error instanceof Error) || error.name.startsWith('Erp')) return error;
  if (error.name === 'TimeoutError') {
    return new ErpUnknown(`no answer to ${method} within ${timeoutMs} ms`, { cause: error });
  }
  const code = codeOf(error.cause);
  if (code !== undefined && neverSent.has(code)) {
    return new ErpUnavailable(`Tryton can't be reached: ${code}`, { sent: false }, { cause: error });
  }
  return new ErpUnknown(`the connection broke during ${method}: ${code ?? error.message}`, { cause: error });
}

function codeOf(cause: unknown): string | undefined {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** A login changes nothing, so whatever fails there, no command was executed. */
function notSent(error: unknown): never {
  const wait = error instanceof ErpUnavailable ? error.retryAfterMs : undefined;
  const message = error instanceof Error ? error.message : String(error);
  throw new ErpUnavailable(
    `login: ${message}`,
    { sent: false, ...(wait === undefined ? {} : { retryAfterMs: wait }) },
    { cause: error },
  );
}
