import type { Drawing } from './drawing.ts';
import type { Stop } from './geometry.ts';

/** What walking needs of an element. */
export type Walked = {
  readonly root: ShadowRoot;
  /** The event at which walking was loaded. */
  readonly first: Event;
  /** The drawing of the table with this key, as it is now. */
  readonly drawing: (key: string) => Drawing | undefined;
  /** Lights up a stop of one table; -1 for none. */
  readonly light: (key: string, index: number) => void;
  readonly select: (key: string, index: number, stop: Stop) => void;
};

/**
 * Lets keyboard and pointer walk the charts below a root: one tab stop a chart, arrows walk its points, Enter chooses, Escape
 * leaves, and closes a tip that the pointer opened.
 * @returns what places the tip after each drawing.
 */
export function walk({ root, first, drawing, light, select }: Walked): () => void {
  let [key, lit] = ['', -1];
  const go = (index: number, at = key) => {
    if (index === lit && at === key) return;
    [key, lit] = [at, index];
    light(at, index);
  };
  const stopsOf = (at: string) => drawing(at)?.stops ?? [];
  const choose = () => {
    const stop = stopsOf(key)[lit];
    if (stop) select(key, lit, stop);
  };
  const on = <E extends Event>(type: string, listen: (event: E, at: string, chart: HTMLElement) => void) =>
    root.addEventListener(type, (event) => {
      const chart = (event.target as Element).closest<HTMLElement>('.chart');
      if (chart) listen(event as E, chart.dataset['over'] ?? '', chart);
    });
  const enter = (at: string) => {
    if (key !== at || lit < 0) go(0, at);
  };

  on('focusin', (_, at) => enter(at));
  on('focusout', () => go(-1));
  on('click', choose);
  on<PointerEvent>('pointerout', ({ relatedTarget }, _, chart) => {
    if (!chart.contains(relatedTarget as Node | null)) go(-1);
  });
  const point = ({ clientX, clientY }: PointerEvent, at: string, chart: HTMLElement) => {
    const box = chart.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top + chart.scrollTop];
    go(
      stopsOf(at).findIndex(
        (stop) => x >= stop.x && x <= stop.x + stop.width && y >= stop.y && y <= stop.y + stop.height,
      ),
      at,
    );
  };
  on('pointermove', point);
  on<KeyboardEvent>('keydown', (event, at) => {
    const last = stopsOf(at).length - 1;
    const steps: Record<string, number> = {
      ArrowDown: lit + 1,
      ArrowRight: lit + 1,
      ArrowUp: lit - 1,
      ArrowLeft: lit - 1,
      Home: 0,
      End: last,
    };
    const step = steps[event.key];
    const isSpace = event.key === ' ';
    if (event.key === 'Enter' || isSpace) choose();
    if (event.key === 'Escape') root.querySelector<HTMLElement>('[part=switch]')?.focus();
    if (step !== undefined) go(Math.min(last, Math.max(0, step)), at);
    if (isSpace || step !== undefined) event.preventDefault();
  });
  // A tip that the pointer opened goes away without moving the pointer, wherever the focus is.
  addEventListener('keydown', function onKey({ key: pressed }) {
    if (!root.isConnected) removeEventListener('keydown', onKey);
    else if (pressed === 'Escape' && lit >= 0) go(-1);
  });
  // What happened while this was on its way.
  const focused = root.activeElement?.closest<HTMLElement>('.chart')?.dataset['over'];
  const hovered = root.querySelector<HTMLElement>('.chart:hover');
  if (focused) enter(focused);
  else if (hovered && first instanceof PointerEvent) point(first, hovered.dataset['over'] ?? '', hovered);

  // Under the lit row or above it; beside the lit point of a line.
  return () => {
    const tip = root.querySelector<HTMLElement>(`[data-over="${key}"] .tip`);
    const stop = stopsOf(key)[lit];
    if (!stop || !tip) return;
    const { clientWidth, clientHeight } = tip.parentElement as Element;
    const { offsetWidth, offsetHeight, style } = tip;
    const isColumn = stop.height > clientHeight / 2;
    const [under, middle] = [stop.y + stop.height + 4, stop.x + stop.width / 2];
    const top = isColumn ? stop.y : under + offsetHeight < clientHeight ? under : stop.y - offsetHeight - 4;
    const left = isColumn ? (middle > clientWidth / 2 ? middle - offsetWidth - 12 : middle + 12) : 8;
    // A transform is no layout shift.
    style.transform = `translate(${Math.max(8, Math.min(left, clientWidth - offsetWidth - 8))}px, ${Math.max(0, top)}px)`;
  };
}
