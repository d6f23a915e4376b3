import { useEffect, useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { Comment, CommentPage } from '../api/types';
import { dateTime, t } from '../i18n';
import { commentMoment } from '../lib/moments';
import { useResource } from '../lib/resource';
import { Avatar, Button, Failed, Skeleton } from '../ui/kit';
import { characters } from './drafts';

const MAX_COMMENT = 200;

export function Comments({ responseId, changed, onAdded }: { responseId: number; changed: number; onAdded: () => void }) {
  const words = t.value.answers;
  const path = `/api/v1/responses/${responseId}/page/comments`;
  const page = useResource(`comments-${responseId}`, () => call<CommentPage>('GET', `${path}?size=50`));
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (changed) void page.reload();
  }, [changed]);
  const over = characters(text) > MAX_COMMENT;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!text.trim() || over) return;
    setBusy(true);
    try {
      await call('POST', `/api/v1/responses/${responseId}/comments`, { body: { content: text.trim() } });
      setText('');
      onAdded();
      await page.reload();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  const older = async (): Promise<void> => {
    try {
      const further = await call<CommentPage>('GET', `${path}?size=50&cursor=${page.data?.nextCursor}`);
      page.set((old) => ({ ...further, comments: [...old.comments, ...further.comments] }));
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  return (
    <div class="comments">
      {page.error && !page.data ? <Failed error={page.error} onRetry={page.reload} /> : null}
      {!page.data && !page.error ? <Skeleton heights={[44]} /> : null}
      {page.data?.hasNext && <div><Button kind="bare small" onClick={older}>{words.older}</Button></div>}
      <ul class="stack-s" aria-live="polite">
        {page.data && [...page.data.comments].reverse().map((comment) => <Line key={comment.commentId} comment={comment} />)}
      </ul>
      <form class="comment-form" onSubmit={send}>
        <div class="grow">
          <textarea class="input" rows={1} aria-label={words.write} placeholder={words.placeholder} value={text} aria-invalid={over ? 'true' : undefined} onInput={(event) => setText(event.currentTarget.value)} />
        </div>
        <Button type="submit" busy={busy} disabled={!text.trim() || over}>{words.send}</Button>
      </form>
      {over && <p class="small" role="alert" style={{ color: 'var(--bad)' }}>{words.commentOver}</p>}
    </div>
  );
}

function Line({ comment }: { comment: Comment }) {
  const name = comment.userName || t.value.answers.gone;
  return (
    <li>
      <Avatar small name={name} />
      <div class="grow">
        <p class="small"><b>{name}</b> <span class="muted">{dateTime(commentMoment(comment.createdAt))}</span></p>
        <p class="prose">{comment.content}</p>
      </div>
    </li>
  );
}
