/* union-widgets frame: gives <iframe data-union-frame> the height that its page asks for. MIT */
(() => {
  const LEAST = 60;
  const MOST = 6000;
  // A frame that asks more often than this in ten seconds keeps the height it has until it has been quiet for as long.
  const BURST = 20;
  const WINDOW = 10000;
  const asked = new WeakMap();

  addEventListener('message', (event) => {
    const { data, source, origin } = event;
    if (data === null || typeof data !== 'object' || data.type !== 'union-height') return;
    if (data.version !== 1 || !Number.isFinite(data.height)) return;
    for (const frame of document.querySelectorAll('iframe[data-union-frame]')) {
      if (frame.contentWindow !== source || new URL(frame.src, document.baseURI).origin !== origin) continue;
      const now = Date.now();
      const times = (asked.get(frame) || []).filter((time) => now - time < WINDOW);
      times.push(now);
      asked.set(frame, times.slice(-2 * BURST));
      if (times.length > BURST) return;
      const most = Math.min(Number(frame.dataset.maxHeight) || MOST, MOST);
      frame.style.height = `${Math.min(Math.max(Math.ceil(data.height), LEAST), most)}px`;
    }
  });
  // A frame that was ready before this script asked nobody; it is asked to ask again.
  for (const frame of document.querySelectorAll('iframe[data-union-frame]')) {
    frame.contentWindow?.postMessage({ type: 'union-height?', version: 1 }, '*');
  }
})();
