import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Reopened, type ReversalAnswer, reopened, reversalAnswer } from '../lambdas/reopen/schemas.ts';
import { type Page, page, type Shown, shown, type Written, written } from '../lambdas/review/api/schemas.ts';
import { readPages } from './read-pages.ts';
import type { Session } from './session.ts';

const told = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

const TRIES = 3;
const TIMEOUT_MS = 30_000;

/** What somebody says about a review; `digest` is of the proposal that they have seen. */
export type Verb = 'claim' | 'release' | 'delegate' | 'ask-back' | 'call-back' | 'approve' | 'reject' | 'propose-value';

type Values = Readonly<Record<string, string>>;
type Said = Readonly<Record<string, string | Values | undefined>>;

/** Requests as the person who has logged in, tried again while nobody answers; refusals are thrown in the API's words. */
export function asking({ url, token }: Pick<Session, 'url' | 'token'>) {
  const place = (path: string) => new URL(path, url.endsWith('/') ? url : `${url}/`);

  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers };
    for (let attempt = 1; ; attempt += 1) {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const sent = fetch(place(path), { ...init, headers, signal, redirect: 'error' });
      const response = await sent.catch((error: unknown) => error as Error);
      const unavailable = response instanceof Error || response.status >= 502;
      if (unavailable && attempt < TRIES) {
        await sleep(500 * attempt);
        continue;
      }
      if (response instanceof Error) throw new Error(`${url} does not answer: ${response.message}`);
      if (response.ok) return response.json();
      throw new Error(await wordsOf(response));
    }
  }
  return {
    get: (path: string) => ask(path),
    /** Sent again under the same key if nobody answers: it counts once. */
    post: (path: string, body: object) =>
      ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': randomUUID() } }),
  };
}

/** The review API, as the person who has logged in. */
export function reviewsClient(session: Pick<Session, 'url' | 'token'>) {
  const { get, post } = asking(session);
  return {
    async list(): Promise<Page['reviews']> {
      const { lines } = await readPages(Number.POSITIVE_INFINITY, async (after) => {
        const next = page.parse(await get(`reviews?limit=40${after ? `&after=${after}` : ''}`));
        return { lines: next.reviews, next: next.next };
      });
      return lines;
    },
    async show(caseId: string, { assessment }: { assessment?: boolean | undefined } = {}): Promise<Shown> {
      return shown.parse(await get(`reviews/${encodeURIComponent(caseId)}${assessment ? '?assessment=show' : ''}`));
    },
    async say(caseId: string, verb: Verb, body: Said): Promise<Written> {
      return written.parse(await post(`reviews/${encodeURIComponent(caseId)}/${verb}`, body));
    },
    async reopen(caseId: string, body: { reason: string; attempt?: number }): Promise<Reopened> {
      return reopened.parse(await post(`cases/${encodeURIComponent(caseId)}/reopen`, body));
    },
    async reverse(caseId: string, body: { reason: string }): Promise<ReversalAnswer> {
      return reversalAnswer.parse(await post(`cases/${encodeURIComponent(caseId)}/reverse`, body));
    },
  };
}

async function wordsOf(response: Response): Promise<string> {
  const problem = told.safeParse(await response.json().catch(() => undefined)).data;
  if (response.status === 401) return 'your login does not count here (any more); log in: countersign login';
  if (!problem) return `the review API answered ${response.status}`;
  const faults = problem.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`) ?? [];
  return [problem.title, problem.detail, ...faults].filter(Boolean).join(' ');
}
