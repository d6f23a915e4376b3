import { useEffect, useState } from 'preact/hooks';
import { call, complain } from '../api/client';
import type { Subscription } from '../api/types';
import { t } from '../i18n';
import { query } from '../lib/router';
import { Empty } from '../ui/kit';

const POLL_MILLIS = 1_500;
const POLLS = 20;

/** Where the payment page sends people back to. */
export function CheckoutPage({ outcome }: { outcome: string }) {
  const words = t.value.plans;
  const [state, setState] = useState<'working' | 'failed' | string>(outcome === 'paid' ? 'working' : 'failed');
  useEffect(() => {
    if (outcome !== 'paid') return;
    let gone = false;
    confirmPayment()
      .then((plan) => !gone && setState(plan ?? 'failed'))
      .catch((failure: unknown) => {
        complain(failure, t.value.common.offline);
        setState('failed');
      });
    return () => {
      gone = true;
    };
  }, []);
  if (state === 'working') {
    return (
      <div class="empty" role="status">
        <span class="spinner" aria-hidden="true" />
        <h1 style={{ fontSize: '1.375rem' }}>{words.paying}</h1>
        <p>{words.payingText}</p>
      </div>
    );
  }
  const failed = state === 'failed';
  return (
    <Empty icon={failed ? 'flag' : 'check'} title={failed ? words.payFailed : words.paid(state)} text={failed ? words.payFailedText : ''}>
      <a class="button" href="/plans">{words.toPlans}</a>
    </Empty>
  );
}

/** Confirms what was approved, then waits until the payment engine has told the server. */
async function confirmPayment(): Promise<string | undefined> {
  const body = { paymentKey: query.value.get('paymentKey') ?? '', orderId: query.value.get('orderId') ?? '' };
  await call('POST', '/api/v1/subscriptions/checkout', { body });
  for (let poll = 0; poll < POLLS; poll++) {
    const mine = await call<Subscription>('GET', '/api/v1/subscriptions/me');
    if (mine.planName !== 'Free') return mine.planName;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
  return undefined;
}
