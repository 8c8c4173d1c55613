/* The embed builder: shows every choice at once. Without it the form is sent. */
(() => {
  const form = document.querySelector('#choices');
  const search = document.querySelector('#search');
  const scopes = document.querySelector('#scope');
  const metric = document.querySelector('#metric');
  const found = document.querySelector('#found');
  const problem = document.querySelector('#problem');
  const ways = document.querySelector('#ways');
  let waiting = 0;
  let asked = 0;

  function option({ id, name }, chosen) {
    const element = document.createElement('option');
    element.value = id;
    element.textContent = name;
    element.selected = id === chosen;
    return element;
  }

  /** What is chosen, as a query string without empty parts. */
  function query() {
    const data = new FormData(form);
    data.delete('q');
    if (data.get('theme') === 'auto') data.delete('theme');
    if (data.get('lang') === 'zh-CN') data.delete('lang');
    return new URLSearchParams(data).toString().replaceAll('%3A', ':');
  }

  async function show() {
    const mine = ++asked;
    const text = query();
    const answer = await fetch(`embed/builder.json?${text}`)
      .then((response) => response.json())
      .catch(() => undefined);
    if (mine !== asked) return;
    if (!answer) {
      problem.textContent = '连接平台失败，请重试。';
      problem.hidden = false;
      return;
    }
    history.replaceState(null, '', `?${text}`);
    const { metrics, snippets, frame, problem: reason } = answer;
    document.querySelector('#metric-choice').hidden = !metrics.length;
    metric.disabled = !metrics.length;
    const chosen = metric.value;
    metric.replaceChildren(...metrics.map((one) => option(one, chosen)));
    problem.hidden = !reason;
    problem.textContent = reason ? `${reason.zh} ${reason.en}` : '';
    for (const id of ['#preview', '#snippets']) document.querySelector(id).hidden = !!reason;
    if (reason) return;
    for (const preview of document.querySelectorAll('#preview iframe')) {
      if (preview.getAttribute('src') !== frame) preview.src = frame;
    }
    ways.replaceChildren(...snippets.map((snippet) => sectionOf(snippet)));
  }

  /** The section of a way that is there, or a copy of the empty one, with the words of `snippet`. */
  function sectionOf({ key, zh, en, noteZh, noteEn, code, beside, policy }) {
    const section =
      document.getElementById(`way-${key}`) ||
      document.querySelector('#snippets template').content.firstElementChild.cloneNode(true);
    const write = (place, text) => {
      const element = section.querySelector(place);
      if (element.textContent !== text) element.textContent = text;
    };
    section.id = `way-${key}`;
    section.dataset.key = key;
    write('h3 .zh', zh);
    write('h3 [lang]', en);
    write('.note .zh', noteZh);
    write('.note [lang]', noteEn);
    write('.page code', code);
    write('.note.beside .zh', beside ? beside.zh : '');
    write('.note.beside [lang]', beside ? beside.en : '');
    write('.beside code', beside ? beside.code : '');
    write('.policy code', policy);
    for (const part of section.querySelectorAll('.beside')) part.hidden = !beside;
    for (const [name, what] of [
      ['.page', `${zh}的代码`],
      ['.beside.code', beside ? `${zh}：${beside.zh}` : ''],
    ]) {
      section.querySelector(`${name} pre`).setAttribute('aria-label', what);
      write(`${name} .unseen`, what);
    }
    for (const button of section.querySelectorAll('.copy')) button.hidden = false;
    return section;
  }

  async function find() {
    const text = search.value.trim();
    const answer = await fetch(`embed/scopes.json?q=${encodeURIComponent(text)}`)
      .then((response) => response.json())
      .catch(() => undefined);
    if (!answer || text !== search.value.trim()) return;
    const kept = scopes.value;
    scopes.replaceChildren(...answer.scopes.map((one) => option(one, kept)));
    found.textContent =
      answer.total > answer.scopes.length
        ? `共 ${answer.total} 个，列出前 ${answer.scopes.length} 个`
        : `共 ${answer.total} 个`;
  }

  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 150);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && scopes.options.length) {
      event.preventDefault();
      if (scopes.selectedIndex < 0) scopes.selectedIndex = 0;
      scopes.focus();
      show();
    }
  });
  form.addEventListener('change', ({ target }) => {
    if (target !== search) show();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show();
  });

  ways.addEventListener('click', async ({ target }) => {
    const button = target.closest('.copy');
    if (!button) return;
    const label = button.firstChild;
    const code = button.parentElement.querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      label.textContent = '已复制';
    } catch {
      // A page that is not served over HTTPS has no clipboard: the text is marked, to be copied by hand.
      getSelection().selectAllChildren(code);
      label.textContent = '已选中，请按 Ctrl+C';
    }
    setTimeout(() => {
      label.textContent = '复制';
    }, 2500);
  });
  for (const button of ways.querySelectorAll('.copy')) button.hidden = false;
})();
