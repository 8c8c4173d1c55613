/** How images are coloured: every class of the drawings as presentation attributes, which no policy and no mail program takes away. */

export type Theme = 'light' | 'dark' | 'contrast';
export const themes: readonly Theme[] = ['light', 'dark', 'contrast'];

export type Palette = {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly lane: string;
  readonly first: string;
  readonly second: string;
  readonly target: string;
  readonly good: string;
  readonly fair: string;
  readonly warn: string;
  readonly bad: string;
};

/** The colours of the elements. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ...{ surface: '#ffffff', text: '#1c2430', muted: '#566070', grid: '#e1e6ed', lane: '#eef1f5' },
    ...{ first: '#1f4e8c', second: '#4b8fbf', target: '#a3162a' },
    ...{ good: '#1a8f86', fair: '#2f6fd0', warn: '#c25a00', bad: '#7a0c16' },
  },
  dark: {
    ...{ surface: '#161b22', text: '#e8ecf2', muted: '#a5b0bf', grid: '#2c3541', lane: '#222a35' },
    ...{ first: '#7fb0ee', second: '#4f9a8f', target: '#ff8f8f' },
    ...{ good: '#3fbfb2', fair: '#7fb0ee', warn: '#f0a04b', bad: '#ff8d97' },
  },
  contrast: {
    ...{ surface: '#ffffff', text: '#000000', muted: '#000000', grid: '#000000', lane: '#ffffff' },
    ...{ first: '#000000', second: '#0046b8', target: '#b00020' },
    ...{ good: '#00594f', fair: '#0046b8', warn: '#8a3c00', bad: '#7a0c16' },
  },
};

type Attributes = Readonly<Record<string, string>>;

/** In the order in which later ones win. */
function rules(c: Palette): readonly (readonly [name: string, attributes: Attributes])[] {
  const series = (colour: string) => ({ fill: colour, stroke: colour });
  return [
    ['s0', series(c.first)],
    ['s1', series(c.second)],
    ['s2', series(c.good)],
    ['s3', series(c.target)],
    ['s4', series(c.muted)],
    ['lane', { fill: c.lane }],
    ['grid', { stroke: c.grid, fill: 'none' }],
    ['bar', { stroke: 'none' }],
    ['line', { fill: 'none', 'stroke-width': '2', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' }],
    ['band', { fill: 'url(#hatch)' }],
    ['hatch', { stroke: c.muted, 'stroke-width': '1.2' }],
    ['target', { stroke: c.target, 'stroke-width': '1.5', 'stroke-dasharray': '4 3' }],
    ['cross', { stroke: 'none' }],
    ['lit', { fill: 'none' }],
    ['end', { stroke: c.surface, 'stroke-width': '2' }],
    ['not-applicable', { fill: c.text }],
    ['met', { fill: c.good }],
    ['on-track', { fill: c.fair }],
    ['undefined', { fill: c.muted }],
    ['behind', { fill: c.warn }],
    ['far-behind', { fill: c.bad }],
    ['outline', { fill: 'none', stroke: c.text, 'stroke-width': '1.5' }],
    ['node', { fill: c.text }],
    ['name', { 'font-size': '13' }],
    ['value', { 'font-weight': '600' }],
    ['muted', { fill: c.muted }],
  ];
}

/** Puts presentation attributes in the place of the classes in `markup`; a class that has none is dropped. */
export function dress(markup: string, theme: Theme): string {
  const known = rules(palettes[theme]);
  return markup.replace(/ class="([^"]*)"/g, (_, classes: string) => {
    const names = new Set(classes.split(/\s+/));
    const attributes: Record<string, string> = {};
    for (const [name, given] of known) if (names.has(name)) Object.assign(attributes, given);
    if (names.has('line') && names.has('s1')) attributes['stroke-dasharray'] = '5 4';
    return Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join('');
  });
}
