import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../api/client';
import { language, setLanguage, t } from '../i18n';
import { path, go } from '../lib/router';
import { expired, me } from '../lib/session';
import { dismiss, notices } from '../lib/notice';
import { forgetAll } from '../lib/resource';
import { Icon, Logo, type IconName } from './icons';
import { Button, Dialog, IconButton } from './kit';

/** Menu, page and messages of somebody who is signed in. */
export function Frame({ children }: { children: ComponentChildren }) {
  const words = t.value;
  const entries: { to: string; icon: IconName; label: string; own: (path: string) => boolean }[] = [
    { to: '/', icon: 'rooms', label: words.nav.rooms, own: (at) => at === '/' || /^\/(rooms|retrospects)/.test(at) },
    { to: '/storage', icon: 'storage', label: words.nav.storage, own: (at) => at === '/storage' },
    { to: '/search', icon: 'search', label: words.nav.search, own: (at) => at === '/search' },
    { to: '/plans', icon: 'plans', label: words.nav.plans, own: (at) => at.startsWith('/plans') },
    { to: '/me', icon: 'me', label: words.nav.me, own: (at) => at === '/me' },
  ];
  return (
    <>
      <a class="skip" href="#main">{words.skip}</a>
      <div class="frame">
        <header class="topbar">
          <Brand />
          <LanguageButton />
        </header>
        <div class="side">
          <Brand />
          <nav aria-label={words.nav.label}>
            {entries.map((entry) => (
              <a key={entry.to} class="item" href={entry.to} aria-current={entry.own(path.value) ? 'page' : undefined}>
                <Icon name={entry.icon} />
                {entry.label}
              </a>
            ))}
          </nav>
          <div class="foot">
            <LanguageButton labelled />
            <button type="button" class="item" onClick={signOut}>
              <Icon name="out" /> {words.nav.signOut}
            </button>
          </div>
        </div>
        <Main>{children}</Main>
      </div>
      <Notices />
      {expired.value && <Expired />}
    </>
  );
}

/** After a change of page the focus goes to its content, as it does with whole documents. */
function Main({ children }: { children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const seen = useRef(path.value);
  useEffect(() => {
    if (seen.current !== path.value) main.current?.focus({ preventScroll: true });
    seen.current = path.value;
  }, [path.value]);
  return (
    <main id="main" class="content" ref={main} tabIndex={-1}>
      {children}
    </main>
  );
}

export function Brand() {
  return (
    <a class="brand" href="/">
      <Logo /> {t.value.product}
    </a>
  );
}

export function LanguageButton({ labelled, corner }: { labelled?: boolean; corner?: boolean }) {
  const other = language.value === 'ko' ? 'English' : '한국어';
  return (
    <button type="button" lang={language.value === 'ko' ? 'en' : 'ko'} class={labelled ? 'item' : `button bare small ${corner ? 'corner' : ''}`} onClick={() => setLanguage(language.value === 'ko' ? 'en' : 'ko')}>
      <Icon name="globe" size={labelled ? 20 : 18} /> {other}
    </button>
  );
}

export function Notices() {
  return (
    <div class="notices" aria-live="polite" role="status">
      {notices.value.map((notice) => (
        <div key={notice.id} class={`notice ${notice.tone}`}>
          <span class="grow">{notice.text}</span>
          <IconButton icon="close" label={t.value.common.dismiss} onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}

function Expired() {
  const words = t.value.login;
  const again = (): void => {
    const back = window.location.pathname + window.location.search;
    expired.value = false;
    me.value = null;
    go(`/login?next=${encodeURIComponent(back)}`);
  };
  return (
    <Dialog title={words.expiredTitle} onClose={again}>
      <p class="muted">{words.expiredText}</p>
      <div class="actions">
        <Button onClick={again}>{words.again}</Button>
      </div>
    </Dialog>
  );
}

export async function signOut(): Promise<void> {
  try {
    await call('POST', '/api/v1/auth/logout');
  } catch {
    // An expired session has ended already.
  }
  expired.value = false;
  me.value = null;
  forgetAll();
  go('/login', { replace: true });
}
