import { useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { Hints as HintList } from '../api/types';
import { t } from '../i18n';
import { Icon } from '../ui/icons';
import { Button } from '../ui/kit';

export function Hints({ retrospectId, question, text }: { retrospectId: number; question: number; text: string }) {
  const words = t.value.write;
  const [hints, setHints] = useState<HintList>();
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    try {
      const body = text.trim() ? { content: text.slice(0, 1_000) } : {};
      setHints(await call<HintList>('POST', `/api/v1/retrospects/${retrospectId}/questions/${question}/assistant`, { body }));
    } catch (failure) {
      complain(failure, t.value.common.offline);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="hints" aria-labelledby="hints" aria-live="polite">
      <div class="spread">
        <h3 id="hints" class="row-tight" style={{ fontSize: '1rem' }}><Icon name="spark" size={18} /> {words.hints}</h3>
        <Button kind="quiet small" busy={busy} onClick={ask}>{busy ? words.hintsWorking : hints ? words.askAgain : words.ask}</Button>
      </div>
      {!hints && <p class="small">{words.hintsText}</p>}
      {hints && (
        <>
          <ul class="stack-s">
            {hints.guides.map((guide) => (
              <li key={guide.title}><b>{guide.title}</b><p class="muted small">{guide.description}</p></li>
            ))}
          </ul>
          <p class="small">
            {hints.remainingCount < 0 ? words.unlimited : words.hintsLeft(hints.remainingCount)}
            {hints.generatedBy === 'built-in' && ` · ${words.builtIn}`}
          </p>
        </>
      )}
    </section>
  );
}
