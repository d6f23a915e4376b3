import { useEffect, useState } from 'preact/hooks';
import { ApiError, call, callForCode, complain } from '../api/client';
import type { SignInOptions } from '../api/types';
import { t } from '../i18n';
import { loadMe } from '../lib/account';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { go, query } from '../lib/router';
import { me } from '../lib/session';
import { Brand, LanguageButton } from '../ui/frame';
import { Icon } from '../ui/icons';
import { Button, Failed, Field, Skeleton } from '../ui/kit';

const STATE = 'moalog.login';

/** Where to go after signing in; only to pages of this site. */
function next(): string {
  const wish = query.value.get('next') ?? '/';
  return wish.startsWith('/') && !wish.startsWith('//') ? wish : '/';
}

async function enter(target: string): Promise<void> {
  await loadMe();
  go(target, { replace: true });
}

export function LoginPage() {
  const words = t.value.login;
  useEffect(() => {
    if (me.value) go(next(), { replace: true });
  }, []);
  return (
    <div class="welcome">
      <LanguageButton corner />
      <section class="story">
        <Brand />
        <div>
          <h1>{words.headline}</h1>
          <p>{words.sub}</p>
          <ul>
            {words.points.map((point) => (
              <li key={point}>
                <Icon name="check" /> {point}
              </li>
            ))}
          </ul>
        </div>
        <Art />
      </section>
      <main class="door">
        <div class="stack">
          <h2>{words.title}</h2>
          <Ways />
        </div>
      </main>
    </div>
  );
}

function Ways() {
  const words = t.value.login;
  const options = useResource('sign-in', () => call<SignInOptions>('GET', '/api/v1/auth/options', { anonymous: true }));
  if (options.error) return <Failed error={options.error} onRetry={options.reload} />;
  if (!options.data) return <Skeleton heights={[78, 48, 24, 48, 48]} />;
  const { emailLogin, providers } = options.data;
  if (!emailLogin && providers.length === 0) return <p class="muted">{words.none}</p>;
  return (
    <>
      {emailLogin && <EmailForm />}
      {emailLogin && providers.length > 0 && <p class="or">{words.or}</p>}
      {providers.map((provider) => (
        <Button key={provider.name} kind={`wide ${provider.name}`} onClick={() => leaveFor(provider)}>
          {words.with(provider.name)}
        </Button>
      ))}
      {emailLogin && <p class="muted small">{words.local}</p>}
    </>
  );
}

function EmailForm() {
  const words = t.value.login;
  const [email, setEmail] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!/^[^\s@]+@[^\s@]+$/.test(email.trim())) {
      setFault(words.badEmail);
      return;
    }
    setBusy(true);
    setFault(undefined);
    try {
      await enterByEmail(email.trim());
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 400) setFault(words.badEmail);
      else complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <Field label={words.email} type="email" inputMode="email" autoComplete="email" name="email" value={email} onValue={setEmail} fault={fault} />
      <Button type="submit" kind="wide" busy={busy}>
        {words.emailButton}
      </Button>
    </form>
  );
}

/** Members go in; whoever is new here chooses a nickname first. */
async function enterByEmail(email: string): Promise<void> {
  try {
    await call('POST', '/api/auth/login/email', { body: { email }, anonymous: true });
  } catch (failure) {
    if (!(failure instanceof ApiError && failure.status === 401)) throw failure;
    await call('POST', '/api/v1/auth/email-signup', { body: { email }, anonymous: true });
    go(`/signup?next=${encodeURIComponent(next())}`);
    return;
  }
  await enter(next());
}

/** The state proves on the way back that this browser began the login. */
function leaveFor(provider: SignInOptions['providers'][number]): void {
  const name = provider.name.toLowerCase();
  const state = crypto.randomUUID();
  sessionStorage.setItem(STATE, JSON.stringify({ state, next: next() }));
  const address = new URL(provider.authorizeUrl);
  address.searchParams.set('redirect_uri', `${window.location.origin}/login/${name}`);
  address.searchParams.set('state', state);
  window.location.assign(address);
}

/** Where the provider sends the browser back to, with a code. */
export function ReturnPage({ provider }: { provider: string }) {
  const words = t.value.login;
  useEffect(() => {
    void finish(provider).catch((failure: unknown) => {
      complain(failure, t.value.common.offline);
      go('/login', { replace: true });
    });
  }, []);
  return (
    <main class="alone" aria-busy="true">
      <div class="row">
        <span class="spinner" aria-hidden="true" /> <h1 class="small">{words.working}</h1>
      </div>
    </main>
  );
}

async function finish(provider: string): Promise<void> {
  const kept = JSON.parse(sessionStorage.getItem(STATE) ?? '{}') as { state?: string; next?: string };
  sessionStorage.removeItem(STATE);
  const code = query.value.get('code');
  if (!code || !kept.state || kept.state !== query.value.get('state')) {
    showNotice(t.value.login.failed, 'bad');
    go('/login', { replace: true });
    return;
  }
  const answer = await callForCode('POST', '/api/v1/auth/social-login', {
    body: { provider, code, redirectUri: `${window.location.origin}/login/${provider}` },
    anonymous: true,
  });
  const target = kept.next ?? '/';
  if (answer === 'AUTH2001') go(`/signup?next=${encodeURIComponent(target)}`, { replace: true });
  else await enter(target);
}

/** Voices that come together. */
function Art() {
  return (
    <svg class="art" viewBox="0 0 420 200" fill="none" aria-hidden="true">
      <g stroke="var(--accent)" stroke-width="1.5" opacity=".35">
        <path d="M62 62C130 62 150 118 210 118M358 50c-60 0-90 68-148 68M48 152c70 0 100-34 162-34M372 150c-60 0-100-32-162-32" />
      </g>
      <circle cx="210" cy="118" r="46" fill="var(--accent)" opacity=".12" />
      <g fill="var(--accent)">
        <circle cx="201" cy="113" r="12" opacity=".7" />
        <circle cx="219" cy="113" r="12" opacity=".85" />
        <circle cx="210" cy="128" r="12" />
      </g>
      <g fill="var(--surface)" stroke="var(--line)">
        <rect x="14" y="40" width="96" height="44" rx="14" />
        <rect x="310" y="28" width="96" height="44" rx="14" />
        <rect x="2" y="130" width="92" height="44" rx="14" />
        <rect x="326" y="128" width="92" height="44" rx="14" />
      </g>
      <g stroke-width="5" stroke-linecap="round">
        <path d="M30 56h56M30 68h34" stroke="var(--hue-KPT)" opacity=".6" />
        <path d="M326 44h60M326 56h28" stroke="var(--hue-FIVE_F)" opacity=".6" />
        <path d="M18 146h44M18 158h58" stroke="var(--hue-PMI)" opacity=".6" />
        <path d="M342 144h52M342 156h36" stroke="var(--hue-FOUR_L)" opacity=".6" />
      </g>
    </svg>
  );
}
