import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { me } from '../lib/session';
import { joinRoom } from '../lib/rooms';
import { LanguageButton } from '../ui/frame';
import { Logo } from '../ui/icons';
import { Button } from '../ui/kit';

/** What an invite link opens. */
export function JoinPage({ code }: { code: string }) {
  const words = t.value.join;
  const [busy, setBusy] = useState(false);
  const enter = async (): Promise<void> => {
    setBusy(true);
    await joinRoom(code);
    setBusy(false);
  };
  return (
    <main class="alone">
      <LanguageButton corner />
      <div class="card stack-l">
        <Logo size={44} />
        <div class="stack-s">
          <h1>{words.title}</h1>
          <p class="muted">{words.text}</p>
          <p class="code">{code}</p>
        </div>
        {me.value ? (
          <Button kind="wide" busy={busy} onClick={enter}>{words.button}</Button>
        ) : (
          <a class="button wide" href={`/login?next=${encodeURIComponent(`/join/${code}`)}`}>{words.signIn}</a>
        )}
      </div>
    </main>
  );
}
