import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, call, complain } from '../api/client';
import type { Method } from '../api/types';
import { t } from '../i18n';
import { showNotice } from '../lib/notice';
import { me } from '../lib/session';
import { Icon } from '../ui/icons';
import { Button, Dialog } from '../ui/kit';
import { characters, deskFor, MAX_CHARACTERS, type DraftDesk } from './drafts';
import { Hints } from './hints';
import { sayStopped, sayWriting } from './live';
import type { Session } from './model';
import { tokenOf } from './anonymous';

export function WriteTab({ session, onModeChanged, onSubmitted }: { session: Session; onModeChanged: () => Promise<void>; onSubmitted: () => Promise<void> }) {
  const words = t.value.write;
  const desk = deskFor(me.value?.memberId ?? 0, session.id);
  const opened = useRef<DraftDesk>(undefined);
  if (opened.current !== desk) {
    desk.open(session.drafts);
    opened.current = desk;
  }
  useEffect(() => () => {
    desk.close();
    sayStopped(session.id);
  }, [desk]);
  const [at, setAt] = useState(1);
  const [reviewing, setReviewing] = useState(false);
  const texts = desk.texts.value;
  const question = session.detail.questions.find((each) => each.index === at);
  const count = session.detail.questions.length;
  const conflict = Object.entries(desk.conflicts.value)[0];
  return (
    <div class="desk">
      <Progress session={session} texts={texts} at={at} onGo={setAt} />
      <div class="stack">
        <div class="card paper">
          <div class="stack-s">
            <p class="eyebrow">{words.of(at, count)}</p>
            <h2 id="question">{question?.content}</h2>
          </div>
          <Answer key={at} desk={desk} at={at} />
          <div class="spread">
            <div class="row-tight">
              <Button kind="quiet" disabled={at === 1} onClick={() => setAt(at - 1)}>{t.value.common.previous}</Button>
              {at < count && <Button kind="quiet" onClick={() => setAt(at + 1)}>{t.value.common.next}</Button>}
            </div>
            <Button kind={at < count ? 'quiet' : ''} icon="check" onClick={() => { void desk.flush(); setReviewing(true); }}>{words.review}</Button>
          </div>
        </div>
        <Hints key={at} retrospectId={session.id} question={at} text={texts[at] ?? ''} />
      </div>
      {reviewing && <Review session={session} desk={desk} onEdit={(index) => { setReviewing(false); setAt(index); }} onClose={() => setReviewing(false)} onModeChanged={onModeChanged} onSubmitted={onSubmitted} />}
      {conflict && <ConflictDialog desk={desk} question={Number(conflict[0])} />}
    </div>
  );
}

function Progress({ session, texts, at, onGo }: { session: Session; texts: Record<number, string>; at: number; onGo: (at: number) => void }) {
  const words = t.value.write;
  const steps = t.value.methods[session.detail.retroCategory as Method]?.steps ?? [];
  return (
    <nav class="progress" aria-label={words.progress}>
      {session.detail.questions.map(({ index }) => {
        const written = Boolean(texts[index]?.trim());
        return (
          <button key={index} type="button" aria-current={index === at ? 'step' : undefined} onClick={() => onGo(index)}>
            <span class={`dot ${written ? 'done' : ''}`} aria-hidden="true">{written ? <Icon name="check" size={15} /> : index}</span>
            <span class="name">{steps[index - 1] ?? words.question(index)}</span>
            {written && <span class="sr">({words.answered})</span>}
          </button>
        );
      })}
    </nav>
  );
}

function Answer({ desk, at }: { desk: DraftDesk; at: number }) {
  const words = t.value.write;
  const text = desk.texts.value[at] ?? '';
  const length = characters(text);
  const over = length > MAX_CHARACTERS;
  return (
    <div class="stack-s">
      <textarea class="input" aria-labelledby="question" aria-describedby="answer-more" aria-invalid={over ? 'true' : undefined} placeholder={words.placeholder} value={text} onInput={(event) => { desk.edit(at, event.currentTarget.value); sayWriting(desk.retrospectId); }} onBlur={() => { void desk.flush(); sayStopped(desk.retrospectId); }} />
      <div class="spread">
        <SaveState desk={desk} />
        <span id="answer-more" class="small" style={{ color: over ? 'var(--bad)' : 'var(--ink-3)' }}>
          {over ? `${words.over} ` : ''}{words.count(length)}
        </span>
      </div>
    </div>
  );
}

function SaveState({ desk }: { desk: DraftDesk }) {
  const words = t.value.write;
  const state = desk.state.value;
  const text = { saved: words.saved, saving: words.saving, local: words.local, offline: words.localOffline, unkept: words.full }[state];
  return (
    <span class={`save-state ${state === 'offline' || state === 'unkept' ? 'local' : state}`} role="status" data-state={state}>
      <span class="lamp" aria-hidden="true" /> {text}
      {state === 'saved' && <span class="row-tight"><Icon name="lock" size={15} /> {words.private}</span>}
    </span>
  );
}

interface ReviewProps {
  session: Session;
  desk: DraftDesk;
  onEdit: (question: number) => void;
  onClose: () => void;
  onModeChanged: () => Promise<void>;
  onSubmitted: () => Promise<void>;
}

function Review({ session, desk, onEdit, onClose, onModeChanged, onSubmitted }: ReviewProps) {
  const words = t.value.write;
  const [busy, setBusy] = useState(false);
  const texts = desk.texts.value;
  const questions = session.detail.questions;
  const missing = questions.filter(({ index }) => !texts[index]?.trim()).length;
  const over = questions.some(({ index }) => characters(texts[index] ?? '') > MAX_CHARACTERS);
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      const answers = questions.map(({ index }) => ({ questionNumber: index, content: texts[index] ?? '' }));
      await call('POST', `/api/v1/retrospects/${session.id}/submit`, { body: { answers, ...(session.mode.anonymous ? { editToken: tokenOf(session.id) } : {}) } });
      desk.clear();
      showNotice(words.submitted);
      await onSubmitted();
    } catch (failure) {
      complain(failure, t.value.common.offline);
      // Another device was faster: what it submitted counts.
      if (failure instanceof ApiError && failure.code === 'RETRO4033') await onSubmitted();
      // It is no longer anonymous: the dialog says so before anything is submitted under a name.
      if (failure instanceof ApiError && failure.code === 'RETRO4095') await onModeChanged();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.reviewTitle} onClose={onClose}>
      <p class="muted">{session.mode.anonymous ? t.value.anonymous.submit : words.reviewText}</p>
      <ol class="review">
        {questions.map(({ index, content }) => (
          <li key={index} class="card stack-s">
            <div class="spread" style={{ flexWrap: 'nowrap' }}>
              <p class="small muted">{content}</p>
              <Button kind="bare small" aria-label={`${words.question(index)} ${words.edit}`} onClick={() => onEdit(index)}>{words.edit}</Button>
            </div>
            {texts[index]?.trim() ? <p class="prose">{texts[index]}</p> : <p style={{ color: 'var(--bad)' }}>{words.empty}</p>}
          </li>
        ))}
      </ol>
      {missing > 0 && <p class="banner warm" role="alert">{words.missing(missing)}</p>}
      <div class="actions">
        <Button kind="quiet" onClick={onClose}>{t.value.common.cancel}</Button>
        <Button busy={busy} disabled={missing > 0 || over} onClick={submit}>{words.submit}</Button>
      </div>
    </Dialog>
  );
}

function ConflictDialog({ desk, question }: { desk: DraftDesk; question: number }) {
  const words = t.value.write;
  const conflict = desk.conflicts.value[question];
  if (!conflict) return null;
  return (
    <Dialog key={question} title={words.conflictTitle} onClose={() => desk.resolve(question, conflict.mine)}>
      <p class="muted">{words.question(question)}. {words.conflictText}</p>
      <div class="conflict">
        <div tabIndex={0}><p class="small muted">{words.mine}</p><p class="prose">{conflict.mine}</p></div>
        <div tabIndex={0}><p class="small muted">{words.theirs}</p><p class="prose">{conflict.theirs}</p></div>
      </div>
      <div class="actions">
        <Button kind="quiet" onClick={() => desk.resolve(question, conflict.theirs)}>{words.useTheirs}</Button>
        <Button onClick={() => desk.resolve(question, conflict.mine)}>{words.useMine}</Button>
      </div>
    </Dialog>
  );
}
