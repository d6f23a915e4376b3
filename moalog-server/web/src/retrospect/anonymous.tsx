import { useState } from 'preact/hooks';
import type { AnonymousAnswers } from '../api/additive';
import { call, complain } from '../api/client';
import { t } from '../i18n';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { Button, Dialog, Failed, Skeleton } from '../ui/kit';
import type { Session } from './model';
import { characters, MAX_CHARACTERS } from './drafts';

const TOKEN_BYTES = 32;
const keyOf = (retrospectId: number): string => `moalog.token.${retrospectId}`;

/**
 * The key to the anonymous answers of this browser, which nobody else has. It is made before the
 * submission, so that a submission whose answer got lost can be sent again.
 */
export function tokenOf(retrospectId: number): string {
  const kept = localStorage.getItem(keyOf(retrospectId));
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  const token = btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  localStorage.setItem(keyOf(retrospectId), token);
  return token;
}

/** Says how anonymous this is, and opens the own answers to whoever has their key. */
export function AnonymousBar({ session }: { session: Session }) {
  const words = t.value.anonymous;
  const [editing, setEditing] = useState(false);
  const token = localStorage.getItem(keyOf(session.id));
  const submitted = session.standing.status === 'SUBMITTED' || session.standing.status === 'ANALYZED';
  if (!session.mode.isSmallGroup && !submitted) return null;
  return (
    <div class="banner spread">
      <p class="grow small">{session.mode.isSmallGroup ? words.small : ''} {submitted && !token ? words.lost : ''}</p>
      {submitted && token && !session.standing.analysed && <Button kind="quiet small" icon="pen" onClick={() => setEditing(true)}>{words.edit}</Button>}
      {editing && token && <EditDialog session={session} token={token} onClose={() => setEditing(false)} />}
    </div>
  );
}

function EditDialog({ session, token, onClose }: { session: Session; token: string; onClose: () => void }) {
  const words = t.value.anonymous;
  const path = `/api/v1/retrospects/${session.id}/anonymous-answers`;
  const own = useResource(`anonymous-${session.id}`, () => call<AnonymousAnswers>('POST', `${path}/read`, { body: { editToken: token } }));
  const [texts, setTexts] = useState<Record<number, string>>({});
  const [busy, setBusy] = useState(false);
  const answers = own.data?.answers.map(({ questionNumber, content }) => ({ questionNumber, content: texts[questionNumber] ?? content })) ?? [];
  const bad = answers.some(({ content }) => !content.trim() || characters(content) > MAX_CHARACTERS);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await call('PUT', path, { body: { editToken: token, answers } });
      showNotice(words.saved);
      onClose();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.edit} onClose={onClose}>
      {own.error && !own.data ? <Failed error={own.error} onRetry={own.reload} /> : null}
      {!own.data && !own.error ? <Skeleton heights={[96, 96, 96]} /> : null}
      {own.data && !own.data.isEditable && <p class="banner warm">{words.closed}</p>}
      {own.data && (
        <form class="stack" onSubmit={save}>
          {answers.map(({ questionNumber, content }) => (
            <label key={questionNumber} class="stack-s">
              <span class="small muted">{session.detail.questions.find((each) => each.index === questionNumber)?.content}</span>
              <textarea class="input" value={content} disabled={!own.data?.isEditable} onInput={(event) => setTexts({ ...texts, [questionNumber]: event.currentTarget.value })} />
            </label>
          ))}
          <div class="actions">
            <Button kind="quiet" onClick={onClose}>{t.value.common.cancel}</Button>
            <Button type="submit" busy={busy} disabled={bad || !own.data.isEditable}>{t.value.common.save}</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
