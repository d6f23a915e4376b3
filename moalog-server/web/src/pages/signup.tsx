import { useState } from 'preact/hooks';
import { ApiError, call, complain } from '../api/client';
import { t } from '../i18n';
import { loadMe } from '../lib/account';
import { go, query } from '../lib/router';
import { LanguageButton } from '../ui/frame';
import { Logo } from '../ui/icons';
import { Button, Field } from '../ui/kit';

export function SignupPage() {
  const words = t.value.signup;
  const [nickname, setNickname] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!/^[\p{L}\p{N}]{1,20}$/u.test(nickname.trim())) {
      setFault(words.bad);
      return;
    }
    setBusy(true);
    setFault(undefined);
    try {
      await call('POST', '/api/v1/auth/signup', { body: { nickname: nickname.trim() }, anonymous: true });
      await loadMe();
      const next = query.value.get('next') ?? '/';
      go(/^\/(?!\/)/.test(next) ? next : '/', { replace: true });
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) go('/login', { replace: true });
      else if (failure instanceof ApiError && failure.status < 500) setFault(failure.message);
      else complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="alone">
      <LanguageButton corner />
      <form class="card stack-l" onSubmit={submit} noValidate>
        <Logo size={44} />
        <h1>{words.title}</h1>
        <Field label={words.nickname} hint={words.hint} fault={fault} name="nickname" maxLength={20} value={nickname} onValue={setNickname} autoFocus autoComplete="nickname" />
        <Button type="submit" kind="wide" busy={busy}>
          {words.button}
        </Button>
      </form>
    </main>
  );
}
