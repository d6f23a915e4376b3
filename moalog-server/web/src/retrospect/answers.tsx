import { useEffect, useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { Liked, Method, TeamAnswer, TeamAnswerPage } from '../api/types';
import { t } from '../i18n';
import { useResource } from '../lib/resource';
import { Icon } from '../ui/icons';
import { Avatar, Button, Empty, Failed, Segments, Skeleton } from '../ui/kit';
import { AnonymousBar } from './anonymous';
import { Comments } from './comments';
import { touched, useTicks } from './live';
import type { Session } from './model';

const PAGE = 50;

export function AnswersTab({ session }: { session: Session }) {
  const words = t.value.answers;
  const [question, setQuestion] = useState(1);
  const steps = t.value.methods[session.detail.retroCategory as Method]?.steps ?? [];
  const options = session.detail.questions.map(({ index }) => ({ value: String(index), label: `${index}. ${steps[index - 1] ?? ''}` }));
  const content = session.detail.questions.find((each) => each.index === question)?.content;
  return (
    <div class="stack">
      {session.mode.anonymous && <AnonymousBar session={session} />}
      <Segments label={words.filter} options={options} value={String(question)} onSelect={(value) => setQuestion(Number(value))} />
      <h2 style={{ fontSize: '1.25rem' }}>{content}</h2>
      <AnswerList key={question} session={session} question={question} />
    </div>
  );
}

function AnswerList({ session, question }: { session: Session; question: number }) {
  const words = t.value.answers;
  const path = `/api/v1/retrospects/${session.id}/page/responses?category=QUESTION_${question}&size=${PAGE}`;
  const page = useResource(`answers-${session.id}-${question}`, () => call<TeamAnswerPage>('GET', path));
  // How often an answer is liked comes with the event.
  useTicks(['submitted', 'comment'], () => void page.reload());
  const [more, setMore] = useState<TeamAnswer[]>([]);
  const [cursor, setCursor] = useState<number | null>();
  const next = cursor === undefined ? page.data?.nextCursor : cursor;
  useEffect(() => {
    setMore([]);
    setCursor(undefined);
  }, [page.data]);
  if (page.error && !page.data) return <Failed error={page.error} onRetry={page.reload} />;
  if (!page.data) return <Skeleton heights={[150, 150]} />;
  const answers = [...page.data.responses, ...more];
  if (answers.length === 0) return <Empty icon="comment" title={words.none} text={words.noneText} />;
  const loadMore = async (): Promise<void> => {
    try {
      const further = await call<TeamAnswerPage>('GET', `${path}&cursor=${next}`);
      setMore([...more, ...further.responses]);
      setCursor(further.hasNext ? further.nextCursor : null);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  return (
    <ul class="stack">
      {answers.map((answer) => (
        <li key={answer.responseId}>
          <AnswerCard answer={answer} anonymous={session.mode.anonymous} liked={session.standing.likedResponseIds.includes(answer.responseId)} />
        </li>
      ))}
      {next && <li><Button kind="quiet" onClick={loadMore}>{t.value.common.more}</Button></li>}
    </ul>
  );
}

function AnswerCard({ answer, anonymous, liked }: { answer: TeamAnswer; anonymous: boolean; liked: boolean }) {
  const words = t.value.answers;
  const [like, setLike] = useState({ on: liked, count: answer.likeCount });
  const [comments, setComments] = useState(answer.commentCount);
  const [open, setOpen] = useState(false);
  useEffect(() => setLike((now) => ({ ...now, on: liked })), [liked]);
  useEffect(() => setLike((now) => ({ ...now, count: answer.likeCount })), [answer]);
  useEffect(() => setComments(answer.commentCount), [answer.commentCount]);
  const toggle = async (): Promise<void> => {
    const before = like;
    setLike({ on: !like.on, count: like.count + (like.on ? -1 : 1) });
    try {
      const now = await call<Liked>('POST', `/api/v1/responses/${answer.responseId}/likes`);
      setLike({ on: now.isLiked, count: now.totalLikes });
    } catch (failure) {
      setLike(before);
      complain(failure, t.value.common.offline);
    }
  };
  const name = anonymous ? t.value.anonymous.author : answer.userName || words.gone;
  const live = touched.value;
  const likes = live?.kind === 'like' && live.responseId === answer.responseId ? live.totalLikes : undefined;
  useEffect(() => {
    if (likes !== undefined) setLike((now) => ({ ...now, count: likes }));
  }, [live, likes]);
  const commented = live?.kind === 'comment' && live.responseId === answer.responseId ? live.at : 0;
  return (
    <article id={`answer-${answer.responseId}`} class="card answer">
      <div class="row-tight"><Avatar small name={name} /> <b>{name}</b></div>
      <p class="prose">{answer.content}</p>
      <div class="row-tight">
        <button type="button" class="reaction" aria-pressed={like.on} aria-label={`${words.like}, ${words.likes(like.count)}`} onClick={toggle}>
          <Icon name="heart" size={17} /> {like.count}
        </button>
        <button type="button" class="reaction" aria-expanded={open} aria-label={words.comments(comments)} onClick={() => setOpen(!open)}>
          <Icon name="comment" size={17} /> {comments}
        </button>
      </div>
      {open && <Comments responseId={answer.responseId} changed={commented} onAdded={() => setComments((count) => count + 1)} />}
    </article>
  );
}
