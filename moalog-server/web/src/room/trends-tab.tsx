import { ifServed, type Trends } from '../api/additive';
import { day, t } from '../i18n';
import { useResource } from '../lib/resource';
import { Empty, Failed, Skeleton } from '../ui/kit';

/** How a room changes from one retrospective to the next. */
export function TrendsTab({ roomId }: { roomId: number }) {
  const words = t.value.trends;
  const trends = useResource(`trends-${roomId}`, () => ifServed<Trends>(`/api/v1/retro-rooms/${roomId}/trends`));
  if (trends.error && !trends.data) return <Failed error={trends.error} onRetry={trends.reload} />;
  if (!trends.data) return trends.loading ? <Skeleton heights={[300, 160]} /> : null;
  const analysed = trends.data.retrospects.filter((retro) => retro.emotions.length > 0);
  if (analysed.length < 2) return <Empty icon="chart" title={words.empty} text={words.emptyText} />;
  return (
    <div class="stack-l">
      <section class="card pad stack" aria-labelledby="emotions-over-time">
        <div><h2 id="emotions-over-time" style={{ fontSize: '1.125rem' }}>{words.emotions}</h2><p class="muted small">{words.emotionsText}</p></div>
        <EmotionLines retros={analysed} />
      </section>
      {trends.data.themes.length > 0 && (
        <section class="card pad stack" aria-labelledby="themes">
          <div><h2 id="themes" style={{ fontSize: '1.125rem' }}>{words.themes}</h2><p class="muted small">{words.themesText}</p></div>
          <ul class="row-tight">
            {trends.data.themes.map((theme) => (
              <li key={theme.word} class="chip" style={{ fontSize: `${0.8125 + Math.min(theme.retrospects, 6) * 0.07}rem` }}>{theme.word} <span class="muted">{words.inRetros(theme.retrospects)}</span></li>
            ))}
          </ul>
        </section>
      )}
      <section class="card pad stack" aria-labelledby="kept-over-time">
        <h2 id="kept-over-time" style={{ fontSize: '1.125rem' }}>{words.kept}</h2>
        <KeptBars months={trends.data.kept.months} />
      </section>
    </div>
  );
}

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 12;
const BOTTOM = 28;
const LINES = 3;
const DASHES = ['', '7 5', '2 5'];

type Retro = Trends['retrospects'][number];

/** A line for each of the emotions that show most; told apart by dash and end mark, not by colour alone. */
function EmotionLines({ retros }: { retros: Retro[] }) {
  const words = t.value.trends;
  const labels = strongest(retros);
  const most = Math.max(1, ...retros.flatMap((retro) => retro.emotions.map((emotion) => emotion.count)));
  const x = (at: number): number => LEFT + (at * (WIDTH - 2 * LEFT)) / Math.max(1, retros.length - 1);
  const y = (count: number): number => 10 + (1 - count / most) * (HEIGHT - BOTTOM - 10);
  const count = (retro: Retro, label: string): number => retro.emotions.find((emotion) => emotion.label === label)?.count ?? 0;
  return (
    <>
      <ul class="row-tight">
        {labels.map((label, at) => (
          <li key={label} class="chip">
            <svg width="26" height="8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" stroke={`var(--chart-${at + 1})`} stroke-width="3" stroke-dasharray={DASHES[at]} /></svg> {label}
          </li>
        ))}
      </ul>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {[0, 0.5, 1].map((part) => <line key={part} x1="0" x2={WIDTH} y1={y(most * part)} y2={y(most * part)} stroke="var(--line)" />)}
        {labels.map((label, at) => (
          <g key={label} stroke={`var(--chart-${at + 1})`} fill="none">
            <polyline points={retros.map((retro, index) => `${x(index)},${y(count(retro, label))}`).join(' ')} stroke-width="3" stroke-linejoin="round" stroke-linecap="round" stroke-dasharray={DASHES[at]} />
            {retros.map((retro, index) => <circle key={retro.retrospectId} cx={x(index)} cy={y(count(retro, label))} r="4.5" fill="var(--surface)" stroke-width="2.5" />)}
          </g>
        ))}
        {retros.map((retro, index) => (
          <text key={retro.retrospectId} x={x(index)} y={HEIGHT - 6} font-size="12" fill="var(--ink-2)" text-anchor={index === 0 ? 'start' : index === retros.length - 1 ? 'end' : 'middle'}>{retro.date.slice(5).replace('-', '.')}</text>
        ))}
      </svg>
      <details>
        <summary class="small">{words.table}</summary>
        <table class="data">
          <thead><tr><th scope="col">{words.retro}</th><th scope="col">{words.date}</th>{labels.map((label) => <th key={label} scope="col">{label}</th>)}</tr></thead>
          <tbody>
            {retros.map((retro) => (
              <tr key={retro.retrospectId}><th scope="row">{retro.title}</th><td>{day(retro.date)}</td>{labels.map((label) => <td key={label}>{count(retro, label)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function strongest(retros: Retro[]): string[] {
  const sums = new Map<string, number>();
  for (const retro of retros) {
    for (const { label, count } of retro.emotions) sums.set(label, (sums.get(label) ?? 0) + count);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, LINES).map(([label]) => label);
}

function KeptBars({ months }: { months: Trends['kept']['months'] }) {
  return (
    <ol class="months" tabIndex={0} aria-label={t.value.trends.kept}>
      {months.map((month) => (
        <li key={month.month}>
          <span class="small muted">{month.keptRate === null ? '–' : `${month.keptRate}%`}</span>
          <svg width="100%" height="90" aria-hidden="true"><rect x="20%" width="60%" y={90 - (month.keptRate ?? 0) * 0.88} height={Math.max(2, (month.keptRate ?? 0) * 0.88)} rx="4" fill={month.keptRate === null ? 'var(--line)' : 'var(--accent)'} /></svg>
          <span class="small muted">{month.month.slice(2).replace('-', '.')}</span>
        </li>
      ))}
    </ol>
  );
}
