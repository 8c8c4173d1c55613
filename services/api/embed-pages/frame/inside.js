/* In a sandbox without an origin nothing may be asked of a service with a list of sites: the figures stand in this page. Before the script of the elements. */
if (self.origin === 'null') {
  const answer = document.getElementById('answer');
  const element = document.querySelector('main > *');
  if (answer && element) element.data = JSON.parse(answer.textContent);
}
/* Tells the page around how high this one is. The height is that of the content at this width: it never depends on the height of the frame. */
(() => {
  const content = document.querySelector('main');
  if (!content || parent === window) return;
  const MOST = 6000;
  // Every message costs one; they come back one a second. Content that never settles is told of less and less.
  const BURST = 12;
  let left = BURST;
  let told = 0;
  let timer = 0;
  setInterval(() => {
    left = Math.min(BURST, left + 1);
  }, 1000);

  function tell(again) {
    const height = Math.min(Math.ceil(content.getBoundingClientRect().height), MOST);
    if (!again && Math.abs(height - told) < 2) return;
    if (left <= 0) {
      clearTimeout(timer);
      timer = setTimeout(() => tell(false), 1000);
      return;
    }
    left--;
    told = height;
    parent.postMessage({ type: 'union-height', version: 1, height }, '*');
  }

  new ResizeObserver(() => tell(false)).observe(content);
  addEventListener('message', ({ source, data }) => {
    if (source === parent && data && data.type === 'union-height?') tell(true);
  });
  tell(true);
})();
