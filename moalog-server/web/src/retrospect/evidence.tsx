import { useState } from 'preact/hooks';
import { ifServed, type Evidence, type Preview } from '../api/additive';
import { call } from '../api/client';
import type { TeamAnswer, TeamAnswerPage } from '../api/types';
import { t } from '../i18n';
import { useResource } from '../lib/resource';
import { Button, Dialog, Failed, Skeleton } from '../ui/kit';
import type { Session } from './model';

/** The insight; each sentence can show the answers that it rests on. */
export function Sentences({ session, insight }: { session: Session; insight: string }) {
  const words = t.value.ai;
  const [shown, setShown] = useState<number[]>();
  const evidence = useResource(`evidence-${session.id}`, () => ifServed<Evidence>(`/api/v1/retrospects/${session.id}/analysis/evidence`, ['RETRO4044']).catch(() => null));
  const sentences = evidence.data?.sentences ?? [];
  if (sentences.length === 0) return <p class="text">{insight}</p>;
  return (
    <>
      <p class="text">
        {sentences.map((sentence, at) => (
          <span key={at}>
            {sentence.text}
            {sentence.responseIds.length > 0 && (
              <button type="button" class="evidence" onClick={() => setShown(sentence.responseIds)}>
                <span aria-hidden="true">{sentence.responseIds.length}</span>
                <span class="sr">{words.evidence}: {words.evidenceCount(sentence.responseIds.length)}</span>
              </button>
            )}{' '}
          </span>
        ))}
      </p>
      {shown && <AnswersDialog session={session} ids={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function AnswersDialog({ session, ids, onClose }: { session: Session; ids: number[]; onClose: () => void }) {
  const answers = useResource(`all-answers-${session.id}`, () => everyAnswer(session.id));
  return (
    <Dialog title={t.value.ai.evidence} onClose={onClose}>
      {answers.error && !answers.data ? <Failed error={answers.error} onRetry={answers.reload} /> : null}
      {!answers.data && !answers.error ? <Skeleton heights={[80]} /> : null}
      <ul class="stack-s">
        {answers.data?.filter((answer) => ids.includes(answer.responseId)).map((answer) => (
          <li key={answer.responseId} class="card pad stack-s">
            {answer.userName && <b class="small">{answer.userName}</b>}
            <p class="prose">{answer.content}</p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const PAGE = 100;
const MAX_PAGES = 10;

async function everyAnswer(retrospectId: number): Promise<TeamAnswer[]> {
  const all: TeamAnswer[] = [];
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const next = await call<TeamAnswerPage>('GET', `/api/v1/retrospects/${retrospectId}/page/responses?category=ALL&size=${PAGE}${cursor}`);
    all.push(...next.responses);
    if (!next.hasNext || next.nextCursor === null) break;
    cursor = `&cursor=${next.nextCursor}`;
  }
  return all;
}

/** Exactly what an analysis would send, before it is sent. */
export function PreviewDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const words = t.value.ai;
  const preview = useResource(`preview-${path}`, () => ifServed<Preview>(`${path}/preview`));
  return (
    <Dialog title={words.previewTitle} onClose={onClose}>
      {preview.error && !preview.data ? <Failed error={preview.error} onRetry={preview.reload} /> : null}
      {preview.loading && !preview.data ? <Skeleton heights={[48, 220]} /> : null}
      {preview.data && (
        <>
          <p class={`banner ${preview.data.leavesThisServer ? 'warm' : ''}`}>{preview.data.leavesThisServer ? words.leaves(preview.data.provider) : words.stays}</p>
          {preview.data.messages.map((message, at) => (
            <div key={at} class="stack-s">
              <b class="small muted">{message.role}</b>
              <pre class="payload" tabIndex={0}>{message.content}</pre>
            </div>
          ))}
        </>
      )}
      <div class="actions"><Button kind="quiet" onClick={onClose}>{t.value.common.close}</Button></div>
    </Dialog>
  );
}
