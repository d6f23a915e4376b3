import { language, t } from '../i18n';
import { sessionEnded } from '../lib/session';
import { showNotice } from '../lib/notice';

/** An answer that says no: a code of the catalogue and a text in the language of the page. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds = 0,
  ) {
    super(message);
  }
}

/** No answer at all: the network or the server is away. */
export class OfflineError extends Error {}

interface Envelope<T> {
  isSuccess: boolean;
  code: string;
  message: string;
  result: T;
}

export interface CallOptions {
  body?: unknown;
  /** Survives the page that sends it; for the last words of a tab that closes. */
  keepalive?: boolean;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Sign-in itself must not be answered by asking to sign in. */
  anonymous?: boolean;
  /** Rather a refusal now than an answer later. */
  hasty?: boolean;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A window of the rate limit, and a little more. */
const LONGEST_WAIT_SECONDS = 65;
const TIMES_TO_WAIT = 2;

let refreshing: Promise<boolean> | undefined;

/**
 * Parallel calls that find the session expired renew it once, together. Only an answer about the
 * session ends it: a server that is overloaded or away has said nothing.
 */
function refresh(): Promise<boolean> {
  refreshing ??= fetch('/api/v1/auth/token/refresh', { method: 'POST' })
    .then((answer) => {
      if (answer.status >= 500 || answer.status === 429) throw new OfflineError();
      return answer.ok;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const init: RequestInit = {
    method,
    headers: {
      Accept: 'application/json',
      'Accept-Language': language.value,
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
  };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.keepalive) init.keepalive = true;
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(path, init);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new OfflineError();
  }
}

/**
 * An office shares one rate limit, so a page may be refused for what others read. It comes when the
 * limit lets it. What is written is not held back here: whoever writes decides what to do meanwhile.
 */
async function sendInTime(method: Method, path: string, options: CallOptions): Promise<Response> {
  let answer = await send(method, path, options);
  for (let times = 0; times < TIMES_TO_WAIT && method === 'GET' && !options.hasty; times++) {
    const seconds = waitOf(answer);
    if (answer.status !== 429 || seconds <= 0 || seconds > LONGEST_WAIT_SECONDS) break;
    showNotice(t.value.common.busy(seconds), 'bad');
    // Those who wait together do not come back together.
    await new Promise((resume) => setTimeout(resume, (seconds + Math.random()) * 1_000));
    answer = await send(method, path, options);
  }
  return answer;
}

/** Sends a request, renewing the session once when it has expired. */
export async function request(method: Method, path: string, options: CallOptions = {}): Promise<Response> {
  let answer = await sendInTime(method, path, options);
  if (answer.status === 401 && !options.anonymous) {
    let renewed = false;
    try {
      renewed = await refresh();
    } catch {
      throw new OfflineError();
    }
    if (renewed) answer = await send(method, path, options);
    if (answer.status === 401) sessionEnded();
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

/** Calls the API and unwraps the envelope. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const answer = await request(method, path, options);
  return ((await answer.json()) as Envelope<T>).result;
}

/** Like {@link call}, with the code of the success. */
export async function callForCode(method: Method, path: string, options: CallOptions = {}): Promise<string> {
  const answer = await request(method, path, options);
  return ((await answer.json()) as Envelope<unknown>).code;
}

function waitOf(answer: Response): number {
  return Number(answer.headers.get('Retry-After') ?? 0) || 0;
}

async function refusal(answer: Response): Promise<ApiError> {
  const wait = waitOf(answer);
  try {
    const body = (await answer.json()) as Envelope<unknown>;
    return new ApiError(answer.status, body.code, body.message, wait);
  } catch {
    return new ApiError(answer.status, 'COMMON500', answer.statusText, wait);
  }
}

/** Hands a file that the API makes to the person. */
export async function download(path: string, fallbackName: string): Promise<void> {
  const answer = await request('GET', path);
  const name = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1];
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name ?? fallbackName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Shows what went wrong in one line. */
export function complain(failure: unknown, offlineText: string): void {
  if (failure instanceof ApiError) showNotice(failure.message, 'bad');
  else if (failure instanceof OfflineError) showNotice(offlineText, 'bad');
  else if (!(failure instanceof DOMException && failure.name === 'AbortError')) {
    console.error(failure);
    showNotice(String(failure), 'bad');
  }
}
