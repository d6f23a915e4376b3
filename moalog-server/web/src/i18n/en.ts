import type { Words } from './ko';
import { moreEn } from './more';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

export const en: Words = {
  ...moreEn,
  product: 'Moalog',
  skip: 'Skip to content',
  nav: { label: 'Main menu', rooms: 'Rooms', storage: 'Storage', search: 'Search', plans: 'Plans', me: 'Profile', signOut: 'Sign out' },
  common: {
    cancel: 'Cancel', close: 'Close', save: 'Save', delete: 'Delete', remove: 'Remove', retry: 'Try again', back: 'Back', next: 'Next', previous: 'Previous',
    create: 'Create', join: 'Join', copy: 'Copy', copied: 'Copied', loading: 'Loading', more: 'Show more', done: 'Done', optional: 'optional',
    offline: 'You are offline. Please check your network.', busy: (seconds) => `Many requests at once: going on in ${seconds} s.`, people: (n) => count(n, 'person', 'people'), menu: 'More actions', notFound: 'Page not found',
    notFoundText: 'The address has changed, or the page is gone.', home: 'Go to your rooms', failed: 'This could not be loaded', theme: 'Appearance', themeAuto: 'System', themeLight: 'Light', themeDark: 'Dark', language: 'Language', dismiss: 'Dismiss', me: 'you', today: 'today',
  },
  login: {
    headline: 'Gather what your team lived through, and grow from it', sub: 'Write at your own pace, read each other, and decide on the next step.',
    points: ['Drafts are yours alone until you submit', 'Five methods, and hints when words are missing', 'The team’s emotions and next missions, found in the answers'],
    title: 'Get started', email: 'Email', emailButton: 'Continue with email', with: (name) => `Continue with ${name}`,
    or: 'or', local: 'On this server an email is enough to sign in. That is meant for development and for trying things out.', none: 'No way to sign in is configured. Please ask the operator of this server.',
    failed: 'Signing in did not work. Please try again.', working: 'Signing you in', expiredTitle: 'Please sign in again', expiredText: 'Your session has ended. What you wrote is kept on this device.', again: 'Sign in again',
    badEmail: 'Please check the email address.',
  },
  signup: { title: 'Welcome! What shall we call you?', nickname: 'Nickname', hint: '1 to 20 letters and digits', button: 'Start with Moalog', bad: 'Only letters and digits, 1 to 20 of them.' },
  rooms: {
    hello: (name) => `Hello, ${name}`, title: 'Rooms', empty: 'No rooms yet', emptyText: 'Create a room and invite your team, or enter with an invite link.',
    new: 'Create a room', name: 'Name', nameHint: 'Up to 20 characters', description: 'In one line', descriptionHint: 'Up to 50 characters', joinTitle: 'Join by invitation', invite: 'Invite link or code', inviteHint: 'It holds a code like INV-XXXX-XXXX',
    badInvite: 'No invite code found. It looks like INV-XXXX-XXXX.', joined: (name) => `You joined “${name}”`, created: (name) => `Room “${name}” is ready`,
    order: 'Reorder', up: (name) => `Move “${name}” up`, down: (name) => `Move “${name}” down`, orderDone: 'Save order', orderSaved: 'Order saved',
  },
  room: {
    newRetro: 'New retrospective', retros: 'Retrospectives', upcoming: 'Coming up', past: 'Past', empty: 'Open the first retrospective', emptyText: 'Until it starts the team can join, and everyone writes when it suits them.', members: 'People', owner: 'Owner',
    invite: 'Invite people', inviteText: 'Whoever has the link signs in and is in the room. It is valid for 7 days.', inviteUntil: (when) => `until ${when}`, inviteExpired: 'expired', renew: 'Make a new code', link: 'Invite link', code: 'Invite code',
    rename: 'Rename', renamed: 'Renamed', delete: 'Delete room', deleteText: 'All retrospectives, answers and analyses go with it. This cannot be undone.', deleteConfirm: (name) => `Type the room’s name “${name}” to confirm`, deleted: 'The room is deleted',
    participants: (n) => count(n, 'participant'), settings: 'Room settings', tabs: 'Room',
  },
  retro: {
    new: 'New retrospective', method: 'Method', project: 'What it is about', projectHint: 'Up to 20 characters, e.g. November sprint', date: 'Date', time: 'Time', when: 'Start', whenHint: 'Korean time. Until then the team can join.', references: 'References', referencesHint: 'Material to look at together', addReference: 'Add a link', reference: (n) => `Reference ${n}`,
    past: 'Please choose a time in the future.', badLink: 'Please enter an address that begins with http:// or https://.', created: 'The retrospective is ready', questions: 'Its five questions',
    starts: (when) => `Starts ${when}`, started: (when) => `Started ${when}`, join: 'Take part', joinText: 'You get a draft of your own. Nobody sees it before you submit.', tooLate: 'It has started, so nobody new can take part. You can read what was submitted.', joined: 'You are in. Ready to write?',
    write: 'Write', answers: 'Answers', analysis: 'Analysis', tabs: 'Retrospective', submitted: (done, all) => `${done} of ${all} submitted`, nobody: 'Nobody takes part yet', delete: 'Delete retrospective', deleteText: 'All answers, comments and the analysis go with it. This cannot be undone.', deleted: 'The retrospective is deleted', pdf: 'Download PDF', pdfWorking: 'Making the PDF', export: 'Export', status: { NONE: 'not in', DRAFT: 'writing', SUBMITTED: 'submitted', ANALYZED: 'analysed' },
  },
  methods: {
    KPT: { name: 'KPT', text: 'Keep what works, fix what hurts, try something new.', steps: ['Keep', 'Problem', 'Try', 'Feelings', 'Anything else'] },
    FOUR_L: { name: '4L', text: 'What you liked, learned, lacked and longed for.', steps: ['Liked', 'Learned', 'Lacked', 'Longed for', 'Anything else'] },
    FIVE_F: { name: '5F', text: 'From facts to feelings, from findings to what comes next.', steps: ['Facts', 'Feelings', 'Findings', 'Future', 'Feedback'] },
    PMI: { name: 'PMI', text: 'Plus, minus and interesting, seen from a step back.', steps: ['Plus', 'Minus', 'Interesting', 'Feelings', 'Anything else'] },
    FREE: { name: 'Free', text: 'No frame: begin with whatever stayed with you.', steps: ['Memorable', 'Thoughts', 'Improve', 'To teammates', 'Anything else'] },
  },
  write: {
    question: (n) => `Question ${n}`, of: (n, all) => `${n} of ${all}`, placeholder: 'Start with whatever comes to mind.', saved: 'Saved', saving: 'Saving', local: 'Kept on this device', localOffline: 'Offline · kept on this device', waiting: (n) => `Saving again in ${n} s`, count: (n) => `${n} / 1000`, over: 'Up to 1000 characters, please.',
    hints: 'Writing hints', hintsText: 'When you do not know what to write: a few leads, based on what is there so far.', ask: 'Get hints', askAgain: 'Ask again', hintsLeft: (n) => `${n} left this month`, unlimited: 'unlimited', builtIn: 'built-in analyst', hintsWorking: 'Looking for hints',
    review: 'Submit', reviewTitle: 'A last look before you submit', reviewText: 'Once submitted, the team can read it and you can no longer change it.', empty: 'Still empty', missing: (n) => `${count(n, 'question is', 'questions are')} still empty. All five need an answer.`, submit: 'Submit to the team', submitted: 'Submitted. Well done!', edit: 'Edit', progress: 'Questions', answered: 'written',
    conflictTitle: 'There is text from somewhere else', conflictText: 'What is on this device differs from what the server has. Which one shall we go on with?', mine: 'On this device', theirs: 'On the server', useMine: 'Use this device’s', useTheirs: 'Use the server’s', full: 'This device cannot store anything. Please make room.', private: 'Only you can see this until you submit',
  },
  answers: {
    all: 'All', none: 'Nothing submitted yet', noneText: 'Once somebody submits, you can read it here and talk about it.', filter: 'Choose a question', like: 'Like', liked: 'Liked', likes: (n) => count(n, 'like'), comments: (n) => count(n, 'comment'), comment: 'Comment', write: 'Write a comment', send: 'Post', placeholder: 'Leave a kind word', gone: 'Former teammate', mine: 'Your answer', commentOver: 'Up to 200 characters, please.', older: 'Earlier comments',
  },
  analysis: {
    none: 'Not analysed yet', noneText: 'Reads the submitted answers and finds the team’s emotions, one insight and three missions for each person. Once per retrospective.', draftText: 'Drafts are not read.', run: 'Start AI analysis', working: 'Reading the answers', insight: 'Insight', emotions: 'The team’s emotions', missions: 'Next missions', yours: 'Your missions', by: (who) => (who === 'built-in' ? 'By the built-in analyst. No text left this server.' : 'By AI.'), times: (n) => `${n}×`, done: 'The analysis is ready', confirm: 'Analyse now?', confirmText: (done, all) => `${done} of ${all} have submitted. What is submitted later is not part of the analysis.`, chart: 'How often each emotion shows',
  },
  storage: { title: 'Storage', text: 'What you have submitted, year by year.', range: 'Period', ranges: { ALL: 'All', '3_MONTHS': '3 months', '6_MONTHS': '6 months', '1_YEAR': '1 year' }, empty: 'Nothing submitted in this period', emptyText: 'Retrospectives gather here once you submit them.', year: (label) => label.replace('년', '') },
  search: { title: 'Search', label: 'Find a retrospective', placeholder: 'e.g. sprint', empty: (word) => `Nothing matches “${word}”`, prompt: 'Searches the titles in all your rooms.', found: (n) => `${count(n, 'result')}`, button: 'Search' },
  plans: {
    title: 'Plans', text: 'Only what you need. Change whenever you like.', month: '/month', free: 'Free', current: 'Current plan', choose: (name) => `Start ${name}`, backToFree: 'Switch to Free', cancel: 'Cancel subscription', cancelText: 'You return to the Free plan at once.', cancelled: 'The subscription is cancelled', analysis: (n) => (n < 0 ? 'Unlimited AI analyses' : `${n} AI analyses a month`), hints: (n) => (n < 0 ? 'Unlimited writing hints' : `${n} writing hints a month`), pdf: 'PDF reports', members: (n) => (n < 0 ? 'Rooms of any size' : `Rooms of up to ${n} people`), until: (when) => `Yours until ${when}`, paying: 'Confirming the payment', payingText: 'Usually a few seconds. You may close this page; it goes on.', paid: (name) => `Your ${name} plan has begun`, payFailed: 'The payment was not completed', payFailedText: 'No money was taken. You can try again.', noCheckout: 'No payment page is connected to this server.', toPlans: 'Back to the plans', popular: 'Popular', notIncluded: 'not included',
  },
  me: { title: 'Profile', email: 'Email', joined: 'Member since', insights: 'Analysed retrospectives', through: 'Sign-in', plan: 'Plan', settings: 'Display', withdraw: 'Delete account', withdrawText: 'Your profile, comments and likes are deleted. Submitted answers stay with the team, without your name. This cannot be undone.', withdrawConfirm: (word) => `Type “${word}” to confirm`, withdrawWord: 'delete', withdrawn: 'Your account is deleted. Thank you for being here.' },
  join: { title: 'You are invited', text: 'This invitation leads into a team’s room.', button: 'Enter the room', signIn: 'Sign in and enter' },
};
