import type { JSX } from 'preact';
import type { Words } from './i18n/ko';
import { CheckoutPage } from './pages/checkout';
import { JoinPage } from './pages/join';
import { LoginPage, ReturnPage } from './pages/login';
import { MePage } from './pages/me';
import { NewRetrospectPage } from './pages/new-retrospect';
import { PlansPage } from './pages/plans';
import { RetrospectPage } from './retrospect/page';
import { RoomPage } from './room/page';
import { RoomsPage } from './pages/rooms';
import { SearchPage } from './pages/search';
import { SignupPage } from './pages/signup';
import { StoragePage } from './pages/storage';

export interface Page {
  show: () => JSX.Element;
  title?: (words: Words) => string;
  /** Whether it is for people who are not signed in too. */
  open?: boolean;
}

interface Route {
  pattern: RegExp;
  page: (values: string[]) => Page;
}

/** The server knows the first segments too (`WebFilter.PAGES`), so that deep links work. */
const ROUTES: Route[] = [
  { pattern: /^\/$/, page: () => ({ show: () => <RoomsPage />, title: (words) => words.rooms.title }) },
  { pattern: /^\/login$/, page: () => ({ show: () => <LoginPage />, title: (words) => words.login.title, open: true }) },
  { pattern: /^\/login\/(google|kakao)$/, page: ([provider = '']) => ({ show: () => <ReturnPage provider={provider} />, open: true }) },
  { pattern: /^\/signup$/, page: () => ({ show: () => <SignupPage />, title: (words) => words.signup.button, open: true }) },
  { pattern: /^\/join\/([^/]+)$/, page: ([code = '']) => ({ show: () => <JoinPage code={decodeURIComponent(code)} />, title: (words) => words.join.title, open: true }) },
  { pattern: /^\/rooms\/(\d{1,15})$/, page: ([id]) => ({ show: () => <RoomPage key={id} id={Number(id)} />, title: (words) => words.rooms.title }) },
  { pattern: /^\/rooms\/(\d{1,15})\/new$/, page: ([id]) => ({ show: () => <NewRetrospectPage roomId={Number(id)} />, title: (words) => words.retro.new }) },
  { pattern: /^\/retrospects\/(\d{1,15})$/, page: ([id]) => ({ show: () => <RetrospectPage key={id} id={Number(id)} />, title: (words) => words.room.retros }) },
  { pattern: /^\/storage$/, page: () => ({ show: () => <StoragePage />, title: (words) => words.storage.title }) },
  { pattern: /^\/search$/, page: () => ({ show: () => <SearchPage />, title: (words) => words.search.title }) },
  { pattern: /^\/plans$/, page: () => ({ show: () => <PlansPage />, title: (words) => words.plans.title }) },
  { pattern: /^\/plans\/(paid|failed)$/, page: ([outcome = '']) => ({ show: () => <CheckoutPage outcome={outcome} />, title: (words) => words.plans.title }) },
  { pattern: /^\/me$/, page: () => ({ show: () => <MePage />, title: (words) => words.me.title }) },
];

export function pageFor(path: string): Page | undefined {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (match) return route.page(match.slice(1));
  }
  return undefined;
}
