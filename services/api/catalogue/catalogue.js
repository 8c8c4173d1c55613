/* Searches while one types, moves by keys and copies code; without it the page is whole and the form asks the server. */
(() => {
  const form = document.getElementById('search');
  if (form) {
    const text = form.elements.namedItem('q');
    const group = form.elements.namedItem('group');
    const disclosure = form.elements.namedItem('disclosure');
    const count = document.getElementById('count');
    const nothing = document.getElementById('nothing');
    const items = [...document.querySelectorAll('.metrics > li')];
    const visible = () => items.filter((item) => !item.hidden && !item.closest('section').hidden);
    const narrow = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const item of items) {
        const section = item.closest('section');
        const fits =
          (group.value === '' || section.dataset.group === group.value) &&
          (disclosure.value === '' || item.dataset.disclosure === disclosure.value) &&
          words.every((word) => item.dataset.search.includes(word));
        item.hidden = !fits;
      }
      for (const section of document.querySelectorAll('section[data-group]')) {
        section.hidden = !section.querySelector('.metrics > li:not([hidden])');
      }
      const found = visible().length;
      count.textContent = count.dataset.words.replace('#', String(found));
      nothing.hidden = found > 0;
      const address = new URL(location.href);
      for (const field of [text, group, disclosure]) {
        if (field.value) address.searchParams.set(field.name, field.value);
        else address.searchParams.delete(field.name);
      }
      history.replaceState(null, '', address);
    };
    form.addEventListener('input', narrow);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      narrow();
      visible()[0]?.querySelector('a').focus();
    });
    document.addEventListener('keydown', (event) => {
      const isTyping = event.target.matches('input, select, textarea');
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        text.focus();
        text.select();
        return;
      }
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      const links = visible().map((item) => item.querySelector('a'));
      const at = links.indexOf(document.activeElement);
      if (at < 0 && !(event.target === text && event.key === 'ArrowDown')) return;
      event.preventDefault();
      const next = at + (event.key === 'ArrowDown' ? 1 : -1);
      if (next < 0) text.focus();
      else links[next]?.focus();
    });
  }
  const words = document.documentElement.lang === 'en' ? ['Copy', 'Copied'] : ['复制', '已复制'];
  for (const code of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words[0];
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.querySelector('code').textContent);
      button.textContent = words[1];
      setTimeout(() => {
        button.textContent = words[0];
      }, 2000);
    });
    code.append(button);
  }
})();
