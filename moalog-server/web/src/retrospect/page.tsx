import { useState } from 'preact/hooks';
import { call, complain, download } from '../api/client';
import { dateTime, t } from '../i18n';
import { showNotice } from '../lib/notice';
import { useResource } from '../lib/resource';
import { go, query, setQuery } from '../lib/router';
import { Icon } from '../ui/icons';
import { Avatar, Button, Confirm, Failed, Menu, MethodBadge, Skeleton, Tabs } from '../ui/kit';
import { AnalysisTab } from './analysis';
import { AgreedTab } from './agreed';
import { AnswersTab } from './answers';
import { useLive, useTicks, writers } from './live';
import { loadSession, type Session } from './model';
import { WriteTab } from './write';

export function RetrospectPage({ id }: { id: number }) {
  const session = useResource(`retrospect-${id}`, () => loadSession(id));
  if (session.error && !session.data) return <Failed error={session.error} onRetry={session.reload} />;
  if (!session.data) return <Skeleton heights={[30, 52, 46, 380]} />;
  return <Loaded session={session.data} reload={session.reload} />;
}

type Tab = 'write' | 'answers' | 'analysis' | 'actions';

function Loaded({ session, reload }: { session: Session; reload: () => Promise<void> }) {
  const words = t.value.retro;
  useLive(session.id, session.lastEventId);
  useTicks(['participant', 'submitted', 'analysis', 'mode'], () => void reload());
  const writes = session.standing.status === 'DRAFT';
  const tabs: { id: Tab; label: string }[] = [
    ...(writes ? [{ id: 'write' as const, label: words.write }] : []),
    { id: 'answers', label: words.answers },
    { id: 'analysis', label: words.analysis },
    { id: 'actions', label: t.value.actions.tab },
  ];
  const wish = query.value.get('tab');
  const tab = tabs.find((each) => each.id === wish)?.id ?? tabs[0]?.id ?? 'answers';
  return (
    <>
      <Head session={session} />
      {session.standing.status === 'NONE' && <Joining session={session} reload={reload} />}
      <Tabs label={words.tabs} tabs={tabs} current={tab} onSelect={(next) => setQuery({ tab: next })} />
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1} style={{ paddingTop: '24px' }}>
        {tab === 'write' && <WriteTab session={session} onModeChanged={reload} onSubmitted={async () => { await reload(); setQuery({ tab: 'answers' }); }} />}
        {tab === 'answers' && <AnswersTab session={session} />}
        {tab === 'analysis' && <AnalysisTab session={session} onAnalysed={reload} />}
        {tab === 'actions' && <AgreedTab session={session} />}
      </div>
    </>
  );
}

function Head({ session }: { session: Session }) {
  const words = t.value.retro;
  const { detail, standing, id } = session;
  const [deleting, setDeleting] = useState(false);
  const [printing, setPrinting] = useState(false);
  const startsAt = new Date(standing.startsAt);
  const when = dateTime(startsAt);
  const remove = async (): Promise<void> => {
    try {
      await call('DELETE', `/api/v1/retrospects/${id}`);
      showNotice(words.deleted);
      go(`/rooms/${detail.retroRoomId}`, { replace: true });
    } catch (failure) {
      complain(failure, t.value.common.offline);
    }
  };
  const take = async (format: string): Promise<void> => {
    setPrinting(true);
    try {
      await download(`/api/v1/retrospects/${id}/export${format}`, `retrospect-${id}`);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setPrinting(false);
    }
  };
  return (
    <header class="page-head">
      <a class="crumb" href={`/rooms/${detail.retroRoomId}`}><Icon name="back" size={18} /> {t.value.common.back}</a>
      <div class="spread">
        <div class="row-tight"><MethodBadge method={detail.retroCategory} /> <h1>{detail.title}</h1> {session.mode.anonymous && <span class="chip"><Icon name="mask" size={16} /> {t.value.anonymous.badge}</span>}</div>
        <div class="row-tight">
          {standing.status !== 'DRAFT' && <Button kind="quiet" icon="file" busy={printing} onClick={() => take('')}>{printing ? words.pdfWorking : words.pdf}</Button>}
          <Menu
            items={[
              ...(['markdown', 'csv', 'json'] as const).map((format) => ({ label: `${words.export}: ${t.value.data[format]}`, icon: 'file' as const, onSelect: () => void take(`/${format}`) })),
              ...(standing.mayDelete ? [{ label: words.delete, icon: 'trash' as const, bad: true, onSelect: () => setDeleting(true) }] : []),
            ]}
          />
        </div>
      </div>
      <div class="row muted small">
        <span>{startsAt.getTime() > Date.now() ? words.starts(when) : words.started(when)}</span>
        {detail.members.length === 0 ? <span>{words.nobody}</span> : (
          <span class="row-tight">
            <span class="avatars">{detail.members.slice(0, 6).map((member) => <Avatar key={member.memberId} small name={member.userName} />)}</span>
            {words.submitted(standing.submittedCount, detail.members.length)}
          </span>
        )}
        <Writers />
        {session.references.map((reference) => (
          <a key={reference.referenceId} class="row-tight" href={reference.url} target="_blank" rel="noopener noreferrer"><Icon name="link" size={16} /> {hostOf(reference.url)}</a>
        ))}
      </div>
      {deleting && <Confirm title={words.delete} text={words.deleteText} action={words.delete} danger onConfirm={remove} onClose={() => setDeleting(false)} />}
    </header>
  );
}

function Writers() {
  const { names, count } = writers.value;
  return (
    <span role="status" class="writers" hidden={count === 0}>
      {count > 0 && <><i aria-hidden="true"><b /></i> {names.length > 0 ? t.value.live.writing(names) : t.value.live.writingCount(count)}</>}
    </span>
  );
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

function Joining({ session, reload }: { session: Session; reload: () => Promise<void> }) {
  const words = t.value.retro;
  const [busy, setBusy] = useState(false);
  const open = new Date(session.standing.startsAt).getTime() > Date.now();
  const join = async (): Promise<void> => {
    setBusy(true);
    try {
      await call('POST', `/api/v1/retrospects/${session.id}/participants`);
      setQuery({ tab: 'write' });
      await reload();
      showNotice(words.joined);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="banner spread" style={{ marginBottom: '20px' }}>
      <p class="grow">{open ? words.joinText : words.tooLate}</p>
      {open && <Button busy={busy} onClick={join}>{words.join}</Button>}
    </div>
  );
}
