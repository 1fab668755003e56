import { readRetryAfter } from '../../shared/retry-after.ts';
import { ErpConflict, ErpRefused, ErpUnavailable, ErpUnknown } from '../errors.ts';

/** What Tryton answered: the result, or that the session is not valid any more. */
export type TrytonAnswer = { readonly result: unknown } | 'no session';

/**
 * Reads one HTTP answer. Fails with ErpRefused (the ERP's own words), ErpConflict (a stale version), ErpUnavailable
 * (429, 503: with the wait that it asks for), or ErpUnknown where it can't be told whether the call was executed.
 */
export async function readAnswer(response: Response): Promise<TrytonAnswer> {
  const text = await response.text();
  const { status } = response;
  if (status === 401) return 'no session';
  if (status === 429 || status === 503) {
    const wait = readRetryAfter(response.headers.get('retry-after'));
    const message = `Tryton answered ${status}${text ? `: ${firstLine(text)}` : ''}`;
    throw new ErpUnavailable(message, {
      sent: status === 503,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });
  }
  if (status >= 500 || status === 408) throw new ErpUnknown(`Tryton answered ${status}: ${firstLine(text)}`);
  if (status !== 200) throw new ErpRefused(`Tryton answered ${status}: ${firstLine(text)}`);
  return { result: resultOf(text) };
}

function resultOf(text: string): unknown {
  const answer = parsed(text);
  if (typeof answer !== 'object' || answer === null) {
    throw new ErpUnknown('Tryton answered 200 with something that is no JSON-RPC answer');
  }
  if ('error' in answer) throw refusal(answer.error);
  if (!('result' in answer)) throw new ErpUnknown('Tryton answered 200 with neither a result nor an error');
  return answer.result;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ErpUnknown('Tryton answered 200 with a body that is cut short or no JSON');
  }
}

/** Tryton rolls the transaction back before it answers with an error, whatever the error is. */
function refusal(error: unknown): Error {
  const [kind, details] = Array.isArray(error) ? error : [undefined, error];
  const words = wordsOf(details) || String(kind ?? 'an error without words');
  if (kind === 'ConcurrencyException') return new ErpConflict(words);
  if (kind === 'UserError' || kind === 'UserWarning') return new ErpRefused(words);
  return new ErpRefused(`the ERP failed: ${typeof kind === 'string' ? kind : words}`);
}

function wordsOf(details: unknown): string {
  const parts = Array.isArray(details) ? details : [details];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(': ');
}

function firstLine(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
