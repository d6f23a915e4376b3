import { useState } from 'preact/hooks';
import { ApiError, call, complain } from '../api/client';
import type { Analysis } from '../api/types';
import { t } from '../i18n';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { me } from '../lib/session';
import { Avatar, Button, Confirm, Empty, Failed, Skeleton } from '../ui/kit';
import { PreviewDialog, Sentences } from './evidence';
import type { Session } from './model';

export function AnalysisTab({ session, onAnalysed }: { session: Session; onAnalysed: () => Promise<void> }) {
  const path = `/api/v1/retrospects/${session.id}/analysis`;
  const analysis = useResource(`analysis-${session.id}-${session.standing.analysed}`, () =>
    session.standing.analysed ? stored(path) : Promise.resolve(null),
  );
  if (analysis.error && !analysis.data) return <Failed error={analysis.error} onRetry={analysis.reload} />;
  if (analysis.data) return <Found session={session} analysis={analysis.data} />;
  if (analysis.loading) return <Skeleton heights={[150, 220]} />;
  return <Begin session={session} path={path} onAnalysed={onAnalysed} />;
}

async function stored(path: string): Promise<Analysis | null> {
  try {
    return await call<Analysis>('GET', path);
  } catch (failure) {
    if (failure instanceof ApiError && failure.code === 'RETRO4044') return null;
    throw failure;
  }
}

function Begin({ session, path, onAnalysed }: { session: Session; path: string; onAnalysed: () => Promise<void> }) {
  const words = t.value.analysis;
  const [asking, setAsking] = useState(false);
  const [looking, setLooking] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setAsking(false);
    setBusy(true);
    try {
      await call('POST', path, { body: {} });
      showNotice(words.done);
      await onAnalysed();
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  const { submittedCount } = session.standing;
  return (
    <>
      <Empty icon="spark" title={words.none} text={`${words.noneText} ${words.draftText}`}>
        <Button icon="spark" busy={busy} disabled={submittedCount === 0} onClick={() => setAsking(true)}>{busy ? words.working : words.run}</Button>
        <Button kind="quiet" icon="eye" disabled={submittedCount === 0} onClick={() => setLooking(true)}>{t.value.ai.preview}</Button>
      </Empty>
      {looking && <PreviewDialog path={path} onClose={() => setLooking(false)} />}
      {asking && <Confirm title={words.confirm} text={words.confirmText(submittedCount, session.detail.members.length)} action={words.run} onConfirm={run} onClose={() => setAsking(false)} />}
    </>
  );
}

function Found({ session, analysis }: { session: Session; analysis: Analysis }) {
  const words = t.value.analysis;
  const mine = me.value?.memberId;
  const people = [...analysis.personalMissions].sort((a, b) => Number(b.userId === mine) - Number(a.userId === mine));
  return (
    <div class="stack-l">
      <section class="insight" aria-label={words.insight}>
        <p class="eyebrow">{words.insight}</p>
        <Sentences session={session} insight={analysis.insight} />
      </section>
      <section class="card pad stack" aria-labelledby="emotions">
        <h2 id="emotions" style={{ fontSize: '1.125rem' }}>{words.emotions}</h2>
        <Emotions analysis={analysis} />
      </section>
      {people.length > 0 && <section class="stack" aria-labelledby="missions">
        <h2 id="missions" style={{ fontSize: '1.125rem' }}>{words.missions}</h2>
        <div class="mission-grid">
          {people.map((person) => (
            <div key={person.userId} class="card pad stack">
              <h3 class="row-tight" style={{ fontSize: '1rem' }}><Avatar small name={person.userName} /> {person.userName} {person.userId === mine && <span class="chip accent">{words.yours}</span>}</h3>
              <ol class="stack">
                {person.missions.map((mission, at) => (
                  <li key={mission.missionTitle} class="mission">
                    <span class="n" aria-hidden="true">{at + 1}</span>
                    <div><b>{mission.missionTitle}</b><p class="muted small">{mission.missionDesc}</p></div>
                  </li>
                ))}
              </ol>
            </div>
          ))}
        </div>
      </section>}
      <p class="muted small">{words.by(analysis.generatedBy)}</p>
    </div>
  );
}

/** Bars that say the same in words, for eyes and for screen readers. */
function Emotions({ analysis }: { analysis: Analysis }) {
  const words = t.value.analysis;
  const most = Math.max(1, ...analysis.emotionRank.map((emotion) => emotion.count));
  return (
    <ol class="emotions" aria-label={words.chart}>
      {analysis.emotionRank.map((emotion) => (
        <li key={emotion.rank} class="emotion">
          <div class="spread"><b>{emotion.label}</b><span class="muted small">{words.times(emotion.count)}</span></div>
          <svg class="track" width="100%" height="12" aria-hidden="true"><rect width={`${(emotion.count / most) * 100}%`} height="12" rx="6" fill={`var(--chart-${emotion.rank})`} /></svg>
          <p class="muted small">{emotion.description}</p>
        </li>
      ))}
    </ol>
  );
}
