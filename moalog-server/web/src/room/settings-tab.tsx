import { useState } from 'preact/hooks';
import { call, complain, download } from '../api/client';
import { ifServed, type AiUsage } from '../api/additive';
import { t } from '../i18n';
import { showNotice } from '../lib/notice';
import { forgetAll, useResource } from '../lib/resource';
import { Button, Switch } from '../ui/kit';
import { Notifications } from './notifications';

/** What belongs to the whole room: AI, notifications, taking the data out and bringing it in. */
export function SettingsTab({ roomId, owns }: { roomId: number; owns: boolean }) {
  return (
    <div class="stack-l" style={{ maxWidth: '680px' }}>
      <Ai roomId={roomId} owns={owns} />
      {owns && <Notifications roomId={roomId} />}
      <Data roomId={roomId} owns={owns} />
    </div>
  );
}

function Ai({ roomId, owns }: { roomId: number; owns: boolean }) {
  const words = t.value.ai;
  const path = `/api/v1/retro-rooms/${roomId}/ai`;
  const state = useResource(`ai-${roomId}`, () => ifServed<{ enabled: boolean }>(path));
  const usage = useResource(`ai-usage-${roomId}`, () => ifServed<AiUsage>(`${path}/usage`));
  if (!state.data) return null;
  const change = async (enabled: boolean): Promise<void> => {
    state.set(() => ({ enabled }));
    try {
      await call('PUT', path, { body: { enabled } });
      showNotice(words.changed);
    } catch (failure) {
      state.set(() => ({ enabled: !enabled }));
      complain(failure, t.value.common.offline);
    }
  };
  const month = usage.data?.months[0];
  return (
    <section class="card pad stack" aria-labelledby="ai">
      <h2 id="ai" style={{ fontSize: '1.125rem' }}>{words.title}</h2>
      {owns ? (
        <Switch label={words.on} hint={words.onText} checked={state.data.enabled} onChange={change} />
      ) : (
        <p class="muted">{state.data.enabled ? words.on : words.off} · {words.ownerOnly}</p>
      )}
      {month && <p class="muted small">{words.usage}: {words.calls(month.calls)} · {words.tokens(month.promptTokens + month.completionTokens)} · ${month.costUsd.toFixed(4)}</p>}
    </section>
  );
}

const FORMATS = ['pdf', 'markdown', 'csv', 'json'] as const;

function Data({ roomId, owns }: { roomId: number; owns: boolean }) {
  const words = t.value.data;
  const [busy, setBusy] = useState('');
  const take = async (format: (typeof FORMATS)[number]): Promise<void> => {
    setBusy(format);
    try {
      await download(`/api/v1/retro-rooms/${roomId}/export/${format}`, `room-${roomId}.${format === 'markdown' ? 'md' : format}`);
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy('');
    }
  };
  return (
    <section class="card pad stack" aria-labelledby="data">
      <div><h2 id="data" style={{ fontSize: '1.125rem' }}>{words.room}</h2><p class="muted small">{words.roomText}</p></div>
      <div class="row-tight">
        {FORMATS.map((format) => <Button key={format} kind="quiet" icon="file" busy={busy === format} onClick={() => take(format)}>{words[format]}</Button>)}
      </div>
      {owns && <Import roomId={roomId} />}
    </section>
  );
}

interface Imported {
  retrospects: number;
  answers: number;
  skipped: number | boolean;
}

function Import({ roomId }: { roomId: number }) {
  const words = t.value.data;
  const [busy, setBusy] = useState(false);
  const bring = async (event: Event): Promise<void> => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    try {
      const done = await call<Imported>('POST', `/api/v1/retro-rooms/${roomId}/import`, { body: JSON.parse(await file.text()) as unknown });
      showNotice(done.skipped ? words.skipped : words.imported(done.retrospects, done.answers));
      forgetAll();
    } catch (failure) {
      if (failure instanceof SyntaxError) showNotice(words.notJson, 'bad');
      else complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
      input.value = '';
    }
  };
  return (
    <div class="field">
      <label for="import">{words.import}</label>
      <p class="hint">{words.importText}</p>
      <input id="import" class="input" type="file" accept="application/json,.json" disabled={busy} aria-busy={busy} onChange={bring} />
    </div>
  );
}
