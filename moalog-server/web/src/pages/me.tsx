import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { Subscription } from '../api/types';
import { day, language, setLanguage, t, type Language } from '../i18n';
import { showNotice } from '../lib/notice';
import { forgetAll, useResource } from '../lib/resource';
import { go } from '../lib/router';
import { me } from '../lib/session';
import { signOut } from '../ui/frame';
import { Avatar, Button, Confirm, Segments } from '../ui/kit';

const THEME = 'moalog.theme';
const theme = signal(localStorage.getItem(THEME) ?? 'auto');

function setTheme(next: string): void {
  theme.value = next;
  if (next === 'auto') {
    localStorage.removeItem(THEME);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(THEME, next);
    document.documentElement.dataset.theme = next;
  }
}

export function MePage() {
  const words = t.value.me;
  const profile = me.value;
  const plan = useResource('subscription', () => call<Subscription>('GET', '/api/v1/subscriptions/me'));
  const [leaving, setLeaving] = useState(false);
  if (!profile) return null;
  const name = profile.nickname ?? profile.email;
  const withdraw = async (): Promise<void> => {
    try {
      await call('POST', '/api/v1/members/withdraw');
      me.value = null;
      forgetAll();
      go('/login', { replace: true });
      showNotice(words.withdrawn);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  return (
    <>
      <header class="page-head row">
        <Avatar name={name} />
        <h1>{name}</h1>
      </header>
      <div class="stack-l" style={{ maxWidth: '640px' }}>
        <section class="card pad" aria-label={words.title}>
          <dl class="facts">
            <dt>{words.email}</dt><dd>{profile.email}</dd>
            <dt>{words.joined}</dt><dd>{day(profile.createdAt.slice(0, 10))}</dd>
            <dt>{words.insights}</dt><dd>{profile.insightCount}</dd>
            <dt>{words.plan}</dt><dd><a href="/plans">{plan.data?.planName ?? '…'}</a></dd>
          </dl>
        </section>
        <section class="card pad stack" aria-labelledby="display">
          <h2 id="display" style={{ fontSize: '1.0625rem' }}>{words.settings}</h2>
          <div class="spread"><span>{t.value.common.theme}</span><Segments label={t.value.common.theme} value={theme.value} onSelect={setTheme} options={[{ value: 'auto', label: t.value.common.themeAuto }, { value: 'light', label: t.value.common.themeLight }, { value: 'dark', label: t.value.common.themeDark }]} /></div>
          <div class="spread"><span>{t.value.common.language}</span><Segments label={t.value.common.language} value={language.value} onSelect={(value) => setLanguage(value as Language)} options={[{ value: 'ko', label: '한국어' }, { value: 'en', label: 'English' }]} /></div>
        </section>
        <div class="spread">
          <Button kind="quiet" icon="out" onClick={signOut}>{t.value.nav.signOut}</Button>
          <Button kind="danger" onClick={() => setLeaving(true)}>{words.withdraw}</Button>
        </div>
      </div>
      {leaving && (
        <Confirm title={words.withdraw} text={words.withdrawText} action={words.withdraw} danger word={words.withdrawWord} wordLabel={words.withdrawConfirm(words.withdrawWord)} onConfirm={withdraw} onClose={() => setLeaving(false)} />
      )}
    </>
  );
}
