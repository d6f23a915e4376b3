// Before the first paint, so that a chosen theme and language never flash.
(function () {
  try {
    var theme = localStorage.getItem('moalog.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem('moalog.language') || navigator.language.slice(0, 2);
    document.documentElement.lang = language === 'ko' ? 'ko' : 'en';
  } catch (blocked) {
    // Without storage the system's theme counts.
  }
})();
