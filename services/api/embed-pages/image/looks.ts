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
  readonly same: string;
};

/** The colours of the elements. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    ...{ surface: '#ffffff', text: '#1c2430', muted: '#566070', grid: '#e1e6ed', lane: '#eef1f5' },
    ...{ first: '#1f4e8c', second: '#4b8fbf', target: '#a3162a' },
    ...{ good: '#1a8f86', fair: '#2f6fd0', warn: '#c25a00', bad: '#7a0c16', same: '#b4bdc9' },
  },
  dark: {
    ...{ surface: '#161b22', text: '#e8ecf2', muted: '#a5b0bf', grid: '#2c3541', lane: '#222a35' },
    ...{ first: '#7fb0ee', second: '#4f9a8f', target: '#ff8f8f' },
    ...{ good: '#3fbfb2', fair: '#7fb0ee', warn: '#f0a04b', bad: '#ff8d97', same: '#66727f' },
  },
  contrast: {
    ...{ surface: '#ffffff', text: '#000000', muted: '#000000', grid: '#000000', lane: '#ffffff' },
    ...{ first: '#000000', second: '#0046b8', target: '#b00020' },
    ...{ good: '#00594f', fair: '#0046b8', warn: '#8a3c00', bad: '#7a0c16', same: '#767676' },
  },
};

type Attributes = Readonly<Record<string, string>>;

/** In the order in which later ones win. */
function rules(c: Palette): readonly (readonly [name: string, attributes: Attributes])[] {
  const series = (colour: string) => ({ fill: colour, stroke: colour });
  return [
    ['s0', series(c.first)],
    ['s1', series(c.second)],
    ['s2', series(c.muted)],
    ...['tile', 'q0', 'q4'].map((name) => [name, { fill: c.first }] as const),
    ['none', { fill: c.lane }],
    ['q0', { 'fill-opacity': '0.12' }],
    ['q1', { 'fill-opacity': '0.26' }],
    ['q2', { 'fill-opacity': '0.44' }],
    ['q3', { 'fill-opacity': '0.82' }],
    ...['under', 'light'].map((name) => [name, { fill: c.surface }] as const),
    ['raised', { fill: c.good }],
    ['lowered', { fill: c.warn }],
    ['same', { fill: c.same }],
    ['ribbon', { 'fill-opacity': '0.55' }],
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
    ['big', { 'font-size': '18' }],
    ...['big', 'value', 'on'].map((name) => [name, { 'font-weight': '600' }] as const),
    ['on', { 'paint-order': 'stroke', stroke: c.surface, 'stroke-width': '4' }],
    ['muted', { fill: c.muted }],
  ];
}

/** Makes letters of a font that has one weight look heavier. */
export function rim(colour: string): Attributes {
  return { stroke: colour, 'stroke-width': '0.5', 'stroke-linejoin': 'round' };
}

/**
 * Puts presentation attributes in the place of the classes in `markup`; a class that has none is dropped.
 * @param isOneWeight the font has no heavier letters.
 */
export function dress(markup: string, theme: Theme, isOneWeight = false): string {
  const known = rules(palettes[theme]);
  return markup.replace(/ class="([^"]*)"/g, (_, classes: string) => {
    const names = new Set(classes.split(/\s+/));
    const attributes: Record<string, string> = {};
    for (const [name, given] of known) if (names.has(name)) Object.assign(attributes, given);
    if (names.has('line') && names.has('s1')) attributes['stroke-dasharray'] = '5 4';
    if (names.has('line') && names.has('s2')) attributes['stroke-dasharray'] = '1 5';
    // The bundled font has one weight: heavier letters are drawn with a rim of their own colour.
    if (isOneWeight && attributes['font-weight'] && !attributes.stroke) {
      Object.assign(attributes, rim(attributes.fill ?? palettes[theme].text));
    }
    return Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join('');
  });
}
