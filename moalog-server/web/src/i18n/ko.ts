import { moreKo } from './more';

export const ko = {
  ...moreKo,
  product: '모아로그',
  skip: '본문으로 건너뛰기',
  nav: { label: '주 메뉴', rooms: '회고방', storage: '보관함', search: '검색', plans: '요금제', me: '내 정보', signOut: '로그아웃' },
  common: {
    cancel: '취소', close: '닫기', save: '저장', delete: '삭제', remove: '빼기', retry: '다시 시도', back: '뒤로', next: '다음', previous: '이전',
    create: '만들기', join: '참여하기', copy: '복사', copied: '복사했어요', loading: '불러오는 중', more: '더 보기', done: '완료', optional: '선택',
    offline: '연결이 끊겼어요. 네트워크를 확인해 주세요.', busy: (seconds: number) => `요청이 많아 ${seconds}초 뒤에 이어서 불러올게요.`, people: (n: number) => `${n}명`, menu: '더보기 메뉴', notFound: '페이지를 찾을 수 없어요',
    notFoundText: '주소가 바뀌었거나 지워진 페이지예요.', home: '회고방으로 가기', failed: '불러오지 못했어요', theme: '화면 모드', themeAuto: '시스템', themeLight: '밝게', themeDark: '어둡게', language: '언어', dismiss: '알림 닫기', me: '나', today: '오늘',
  },
  login: {
    headline: '팀의 이야기를 모아, 함께 자라는 회고', sub: '각자의 속도로 쓰고, 서로의 글을 읽고, 다음 한 걸음을 정해요.',
    points: ['쓰는 동안에는 나만 보는 초안', '다섯 가지 회고 방법과 글쓰기 힌트', '답변에서 찾아낸 팀의 감정과 다음 미션'],
    title: '시작하기', email: '이메일', emailButton: '이메일로 계속하기', with: (name: string) => `${name === 'Kakao' ? '카카오' : '구글'}로 계속하기`,
    or: '또는', local: '이 서버에서는 이메일만으로 로그인할 수 있어요. 개발과 체험을 위한 방식이에요.', none: '로그인 방법이 설정되지 않았어요. 서버 관리자에게 문의해 주세요.',
    failed: '로그인하지 못했어요. 다시 시도해 주세요.', working: '로그인하는 중이에요', expiredTitle: '다시 로그인해 주세요', expiredText: '로그인 시간이 지났어요. 쓰던 글은 이 기기에 그대로 있어요.', again: '다시 로그인',
    badEmail: '이메일 주소를 확인해 주세요.',
  },
  signup: { title: '반가워요! 어떻게 불러 드릴까요?', nickname: '닉네임', hint: '글자와 숫자로 1~20자', button: '모아로그 시작하기', bad: '글자와 숫자만, 1~20자로 적어 주세요.' },
  rooms: {
    hello: (name: string) => `${name}님, 안녕하세요`, title: '회고방', empty: '아직 회고방이 없어요', emptyText: '방을 만들어 팀을 초대하거나, 받은 초대 링크로 들어오세요.',
    new: '회고방 만들기', name: '방 이름', nameHint: '20자까지', description: '한 줄 소개', descriptionHint: '50자까지', joinTitle: '초대로 참여하기', invite: '초대 링크 또는 코드', inviteHint: 'INV-XXXX-XXXX 모양의 코드가 들어 있어요',
    badInvite: '초대 코드를 찾을 수 없어요. INV-XXXX-XXXX 모양인지 확인해 주세요.', joined: (name: string) => `‘${name}’에 들어왔어요`, created: (name: string) => `‘${name}’ 방을 만들었어요`,
    order: '순서 바꾸기', up: (name: string) => `‘${name}’ 위로`, down: (name: string) => `‘${name}’ 아래로`, orderDone: '순서 저장', orderSaved: '순서를 저장했어요',
  },
  room: {
    newRetro: '회고 만들기', retros: '회고', upcoming: '다가오는 회고', past: '지난 회고', empty: '첫 회고를 열어 보세요', emptyText: '시작 전까지 팀원이 참여하고, 각자 편한 때에 답을 쓸 수 있어요.', members: '함께하는 사람', owner: '방장',
    invite: '팀원 초대', inviteText: '링크를 받은 사람은 로그인하고 바로 들어올 수 있어요. 링크는 7일 동안 유효해요.', inviteUntil: (when: string) => `${when}까지`, inviteExpired: '만료됨', renew: '새 코드 만들기', link: '초대 링크', code: '초대 코드',
    rename: '이름 바꾸기', renamed: '이름을 바꿨어요', delete: '방 삭제', deleteText: '회고와 답변, 분석이 모두 지워지고 되돌릴 수 없어요.', deleteConfirm: (name: string) => `확인을 위해 방 이름 ‘${name}’을 적어 주세요`, deleted: '방을 지웠어요',
    participants: (n: number) => `참여 ${n}명`, settings: '방 설정', tabs: '회고방 메뉴',
  },
  retro: {
    new: '새 회고', method: '회고 방법', project: '회고 주제', projectHint: '20자까지. 예: 11월 스프린트', date: '날짜', time: '시각', when: '시작', whenHint: '한국 시각. 시작 전까지 팀원이 참여할 수 있어요.', references: '참고 링크', referencesHint: '회고할 때 함께 볼 자료', addReference: '링크 추가', reference: (n: number) => `참고 링크 ${n}`,
    past: '지금보다 뒤의 시각을 골라 주세요.', badLink: 'http:// 또는 https://로 시작하는 주소를 적어 주세요.', created: '회고를 만들었어요', questions: '질문 다섯 가지',
    starts: (when: string) => `${when} 시작`, started: (when: string) => `${when}에 시작함`, join: '이 회고에 참여하기', joinText: '참여하면 나만의 초안이 생겨요. 제출하기 전까지는 아무도 볼 수 없어요.', tooLate: '이미 시작되어 새로 참여할 수 없어요. 제출된 답변은 읽을 수 있어요.', joined: '참여했어요. 이제 써 볼까요?',
    write: '쓰기', answers: '답변', analysis: '분석', tabs: '회고 메뉴', submitted: (done: number, all: number) => `${all}명 중 ${done}명 제출`, nobody: '아직 참여한 사람이 없어요', delete: '회고 삭제', deleteText: '모든 답변과 댓글, 분석이 지워지고 되돌릴 수 없어요.', deleted: '회고를 지웠어요', pdf: 'PDF로 받기', pdfWorking: 'PDF를 만드는 중이에요', export: '내보내기', status: { NONE: '미참여', DRAFT: '작성 중', SUBMITTED: '제출함', ANALYZED: '분석됨' } as Record<string, string>,
  },
  methods: {
    KPT: { name: 'KPT', text: '좋았던 것은 이어 가고, 아쉬운 것은 고치고, 새로운 것을 시도해요.', steps: ['이어 갈 것', '아쉬운 것', '시도할 것', '프로젝트 소감', '자유롭게'] },
    FOUR_L: { name: '4L', text: '좋았던 것과 배운 것, 부족했던 것과 바라는 것을 나눠요.', steps: ['좋았던 것', '배운 것', '부족했던 것', '바라는 것', '자유롭게'] },
    FIVE_F: { name: '5F', text: '사실에서 느낌으로, 발견에서 다음 행동으로 차근차근 나아가요.', steps: ['사실', '느낌', '발견', '적용', '피드백'] },
    PMI: { name: 'PMI', text: '좋은 점, 나쁜 점, 흥미로운 점을 한 발 떨어져 살펴봐요.', steps: ['좋은 점', '나쁜 점', '흥미로운 점', '프로젝트 소감', '자유롭게'] },
    FREE: { name: '자유 회고', text: '틀 없이, 기억에 남는 것부터 편하게 이야기해요.', steps: ['기억에 남는 것', '들었던 생각', '다음에 나아질 것', '동료에게', '자유롭게'] },
  },
  write: {
    question: (n: number) => `질문 ${n}`, of: (n: number, all: number) => `${all}개 중 ${n}번째`, placeholder: '떠오르는 것부터 편하게 적어 보세요.', saved: '저장됨', saving: '저장 중', local: '이 기기에 저장됨', localOffline: '오프라인 · 이 기기에 저장됨', waiting: (n: number) => `${n}초 뒤 다시 저장해요`, count: (n: number) => `${n} / 1000`, over: '1000자까지 쓸 수 있어요.',
    hints: '글쓰기 힌트', hintsText: '무엇을 쓸지 막막할 때, 지금까지 쓴 글을 바탕으로 실마리를 드려요.', ask: '힌트 받기', askAgain: '다시 받기', hintsLeft: (n: number) => `이번 달 ${n}번 남음`, unlimited: '무제한', builtIn: '내장 분석기', hintsWorking: '힌트를 찾는 중이에요',
    review: '제출하기', reviewTitle: '제출 전에 살펴보기', reviewText: '제출하면 팀이 읽을 수 있고, 더 고칠 수 없어요.', empty: '아직 비어 있어요', missing: (n: number) => `${n}개 질문이 비어 있어요. 모두 답해야 제출할 수 있어요.`, submit: '팀에 제출하기', submitted: '제출했어요. 수고했어요!', edit: '고치기', progress: '질문 목록', answered: '작성함',
    conflictTitle: '다른 곳에서 쓴 글이 있어요', conflictText: '이 기기의 글과 서버에 저장된 글이 달라요. 어느 글로 이어 쓸까요?', mine: '이 기기의 글', theirs: '서버의 글', useMine: '이 기기의 글 쓰기', useTheirs: '서버의 글 쓰기', full: '이 기기에 저장할 수 없어요. 저장 공간을 확인해 주세요.', private: '제출하기 전까지 나만 볼 수 있어요',
  },
  answers: {
    all: '전체', none: '아직 제출된 답변이 없어요', noneText: '팀원이 제출하면 여기에서 읽고 이야기를 나눌 수 있어요.', filter: '질문 고르기', like: '공감', liked: '공감함', likes: (n: number) => `공감 ${n}`, comments: (n: number) => `댓글 ${n}`, comment: '댓글', write: '댓글 쓰기', send: '남기기', placeholder: '따뜻한 한마디를 남겨 주세요', gone: '떠난 동료', mine: '내 답변', commentOver: '200자까지 쓸 수 있어요.', older: '이전 댓글 보기',
  },
  analysis: {
    none: '아직 분석하지 않았어요', noneText: '제출된 답변을 읽고 팀의 감정, 한 줄 통찰, 사람마다 세 가지 미션을 찾아요. 회고마다 한 번만 할 수 있어요.', draftText: '작성 중인 초안은 읽지 않아요.', run: 'AI 분석 시작', working: '답변을 읽고 있어요', insight: '한 줄 통찰', emotions: '팀의 감정', missions: '다음 미션', yours: '나의 미션', by: (who: string): string => (who === 'built-in' ? '내장 분석기가 분석했어요. 외부로 나간 글은 없어요.' : 'AI가 분석했어요.'), times: (n: number) => `${n}번`, done: '분석이 끝났어요', confirm: '지금 분석할까요?', confirmText: (done: number, all: number) => `${all}명 중 ${done}명이 제출했어요. 나중에 제출한 답변은 분석에 들어가지 않아요.`, chart: '감정별 언급 횟수',
  },
  storage: { title: '보관함', text: '내가 제출한 회고를 해마다 모아 봐요.', range: '기간', ranges: { ALL: '전체', '3_MONTHS': '3개월', '6_MONTHS': '6개월', '1_YEAR': '1년' }, empty: '이 기간에 제출한 회고가 없어요', emptyText: '회고를 제출하면 여기에 차곡차곡 쌓여요.', year: (label: string) => label },
  search: { title: '검색', label: '회고 주제로 찾기', placeholder: '예: 스프린트', empty: (word: string) => `‘${word}’에 맞는 회고가 없어요`, prompt: '함께한 모든 방의 회고를 주제로 찾을 수 있어요.', found: (n: number) => `${n}개를 찾았어요`, button: '찾기' },
  plans: {
    title: '요금제', text: '필요한 만큼만, 언제든 바꿀 수 있어요.', month: '/월', free: '무료', current: '이용 중', choose: (name: string) => `${name} 시작하기`, backToFree: '무료로 바꾸기', cancel: '구독 취소', cancelText: '취소하면 바로 무료 요금제로 돌아가요.', cancelled: '구독을 취소했어요', analysis: (n: number) => (n < 0 ? 'AI 분석 무제한' : `AI 분석 월 ${n}회`), hints: (n: number) => (n < 0 ? '글쓰기 힌트 무제한' : `글쓰기 힌트 월 ${n}회`), pdf: 'PDF 보고서', members: (n: number) => (n < 0 ? '방 인원 무제한' : `방 인원 ${n}명`), until: (when: string) => `${when}까지 이용할 수 있어요`, paying: '결제를 확인하는 중이에요', payingText: '보통 몇 초면 끝나요. 이 화면을 닫아도 결제는 이어져요.', paid: (name: string) => `${name} 요금제가 시작됐어요`, payFailed: '결제가 끝나지 않았어요', payFailedText: '돈은 빠져나가지 않았어요. 다시 시도할 수 있어요.', noCheckout: '이 서버에는 결제 페이지가 연결되어 있지 않아요.', toPlans: '요금제로 돌아가기', popular: '추천', notIncluded: '포함되지 않음',
  },
  me: { title: '내 정보', email: '이메일', joined: '가입일', insights: '분석된 회고', through: '로그인 방법', plan: '요금제', settings: '화면', withdraw: '회원 탈퇴', withdrawText: '내 정보와 댓글, 공감이 지워져요. 제출한 답변은 이름 없이 팀에 남아요. 되돌릴 수 없어요.', withdrawConfirm: (word: string) => `확인을 위해 ‘${word}’라고 적어 주세요`, withdrawWord: '탈퇴', withdrawn: '탈퇴했어요. 함께해서 고마웠어요.' },
  join: { title: '초대를 받았어요', text: '이 초대로 팀의 회고방에 들어가요.', button: '회고방 들어가기', signIn: '로그인하고 들어가기' },
};

export type Words = typeof ko;
