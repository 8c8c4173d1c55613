import { elementNames, rooms } from '../elements.ts';
import { frame, roomOf } from './frame.styles.ts';

const tag = `:is(${elementNames.map((name) => `union-${name}`).join()})`;
/** A tag whose script has not come yet, without a fragment. */
const waiting = `${tag}:not(:defined, [hidden], :has(> .union-part))`;

/** Outweighs the rules that hosts have for the inside of their articles, such as `.entry-content dd`. */
const part = ':is(.union-part, #union-part)';

/**
 * Rules for places up to `most` pixels wide: by container query until the script has run and in print, then by the `room` of
 * the tag. Fifty containers on a page take as long to lay out as everything else of fifty elements.
 */
function within(most: 559 | 439 | 299, rules: string): string {
  const room = `[room~="${most + 1}"]`;
  const inRoom = rules.replaceAll(part, `${room} > ${part}`).replace(/^( *)(?=\.)/gm, `$1:host(${room}) `);
  return `@container union (max-width: ${most}px) {${rules}}
@media screen {${inRoom}}`;
}

/**
 * One sheet for both sides of an element: the tables in light DOM, which fragments link as `widgets.css`, and what is drawn
 * over them in shadow DOM, where the script puts the same file. So a page looks alike before and after the script has run,
 * and no rule is loaded twice.
 */
export const styles = `${frame}
${Object.entries(rooms)
  .map(([name, room]) => roomOf(`union-${name}`, room))
  .join('')}
${within(
  559,
  `
  .union-reserved {
    min-height: var(--union-reserved-height, var(--union-reserve-narrow));
  }
`,
)}
${tag}[view="number"] {
  --union-reserve-wide: 280px;
  --union-reserve-narrow: 320px;
}
${tag}:not([hidden]) {
  display: flow-root;
  container: union / inline-size;
  contain-intrinsic-inline-size: 280px;
}
@media screen {
  :host([room]),
  ${tag}[room]:not([hidden]) {
    container-type: normal;
    contain: inline-size;
  }
}
${waiting}::before {
  content: "";
  float: left;
  height: var(--union-reserved-height, var(--union-reserve-wide));
}
@container union (max-width: 559px) {
  ${waiting}::before {
    height: var(--union-reserved-height, var(--union-reserve-narrow));
  }
}
@media (scripting: none) {
  ${waiting}::before {
    display: none;
  }
}
:host([state]),
.union-part {
  --union-font-stack:
    var(--union-font, "PingFang SC"), "Hiragino Sans GB", "Microsoft YaHei", "Source Han Sans SC",
    "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif;
  --union-text: var(--union-color-text, #1c2430);
  --union-muted: var(--union-color-muted, #566070);
  --union-surface: var(--union-color-surface, #fff);
  --union-grid: var(--union-color-grid, #e1e6ed);
  --union-line: #aeb8c5;
  --union-lane: #eef1f5;
  --union-series-1: var(--union-color-first, #1f4e8c);
  --union-series-2: var(--union-color-second, #4b8fbf);
  --union-target: var(--union-color-target, #a3162a);
  --union-good: #1a8f86;
  --union-fair: #2f6fd0;
  --union-warn: #c25a00;
  --union-bad: #7a0c16;
  --union-same: #b4bdc9;
  --union-accent: var(--union-color-accent, #1f4e8c);
  --union-focus: var(--union-color-focus, #1f4e8c);
  background: var(--union-surface);
}
:host([scheme="dark"]),
[scheme="dark"] > .union-part {
  --union-text: #e8ecf2;
  --union-muted: #a5b0bf;
  --union-surface: #161b22;
  --union-grid: #2c3541;
  --union-line: #5a6675;
  --union-lane: #222a35;
  --union-series-1: #7fb0ee;
  --union-series-2: #4f9a8f;
  --union-target: #ff8f8f;
  --union-good: #3fbfb2;
  --union-fair: #7fb0ee;
  --union-warn: #f0a04b;
  --union-bad: #ff8d97;
  --union-same: #66727f;
  --union-accent: #9cc4f5;
  --union-focus: #9cc4f5;
}
:host([scheme="contrast"]),
[scheme="contrast"] > .union-part {
  --union-text: #000;
  --union-muted: #000;
  --union-surface: #fff;
  --union-grid: #000;
  --union-line: #000;
  --union-lane: #fff;
  --union-series-1: #000;
  --union-series-2: #0046b8;
  --union-target: #b00020;
  --union-good: #00594f;
  --union-fair: #0046b8;
  --union-warn: #8a3c00;
  --union-bad: #7a0c16;
  --union-same: #767676;
  --union-accent: #0033a0;
  --union-focus: #000;
}
:host([view="number"]) slot[name="body"] {
  display: none;
}
.union-frame {
  position: relative;
}
.union-frame,
.union-frame .over {
  letter-spacing: normal;
  word-spacing: normal;
  text-indent: 0;
  text-transform: none;
  text-align: start;
  white-space: normal;
  font: 400 12px / 1.5 var(--union-font-stack);
  font-variant-numeric: tabular-nums;
  cursor: auto;
}
.union-frame .over {
  position: absolute;
  z-index: 1;
  box-sizing: border-box;
}
.union-frame .chart {
  overflow: hidden auto;
}
.union-frame .switch {
  display: flex;
  align-items: center;
  justify-content: end;
  pointer-events: none;
}
.union-frame .switch button {
  pointer-events: auto;
}
.union-frame .chart:focus-visible,
.union-frame button:focus-visible {
  outline: 2px solid var(--union-focus);
  outline-offset: 2px;
}
.union-frame svg {
  display: block;
}
.union-frame text {
  font-size: 12px;
  fill: var(--union-text);
}
.union-frame .name {
  font-size: 13px;
}
.union-frame .big {
  font-size: 18px;
}
.union-frame :is(.big, .value, .on) {
  font-weight: 600;
}
.union-frame .on {
  paint-order: stroke;
  stroke: var(--union-surface);
  stroke-width: 4px;
}
.union-frame .muted {
  fill: var(--union-muted);
}
.union-frame .lane {
  fill: var(--union-lane);
}
.union-frame .grid {
  stroke: var(--union-grid);
  fill: none;
  shape-rendering: crispEdges;
}
.union-frame .s0 {
  fill: var(--union-series-1);
  stroke: var(--union-series-1);
}
.union-frame .s1 {
  fill: var(--union-series-2);
  stroke: var(--union-series-2);
}
.union-frame .s2 {
  fill: var(--union-muted);
  stroke: var(--union-muted);
}
.union-frame .bar {
  stroke: none;
}
.union-frame .tile,
.union-frame .q4 {
  fill: var(--union-series-1);
}
.union-frame .tile.none {
  fill: var(--union-lane);
}
.union-frame .q0 {
  fill: var(--union-series-1);
  fill-opacity: 0.12;
}
.union-frame .q1 {
  fill-opacity: 0.26;
}
.union-frame .q2 {
  fill-opacity: 0.44;
}
.union-frame .q3 {
  fill-opacity: 0.82;
}
.union-frame text.light,
.union-frame .under {
  fill: var(--union-surface);
}
.union-frame .line {
  fill: none;
  stroke-width: 2;
  stroke-linejoin: round;
  stroke-linecap: round;
}
.union-frame .line.s1 {
  stroke-dasharray: 5 4;
}
.union-frame .line.s2 {
  stroke-dasharray: 1 5;
}
.union-frame circle {
  stroke: var(--union-surface);
  stroke-width: 2;
}
.union-frame .band {
  fill: url(#hatch);
}
.union-frame .hatch {
  stroke: var(--union-muted);
  stroke-width: 1.2;
}
.union-frame .line.target {
  stroke: var(--union-target);
  stroke-width: 1.5;
  stroke-dasharray: 4 3;
  stroke-linecap: butt;
}
.union-frame .lit {
  fill: var(--union-lane);
}
.union-frame .cross {
  stroke: var(--union-muted);
}
.union-frame :is(.not-applicable, .undefined) {
  fill: var(--union-text);
}
.union-frame .met {
  fill: var(--union-good);
}
.union-frame .on-track {
  fill: var(--union-fair);
}
.union-frame .behind {
  fill: var(--union-warn);
}
.union-frame .far-behind {
  fill: var(--union-bad);
}
.union-frame .raised {
  fill: var(--union-good);
}
.union-frame .lowered {
  fill: var(--union-warn);
}
.union-frame .same {
  fill: var(--union-same);
}
.union-frame .ribbon {
  fill-opacity: 0.55;
}
.union-frame .node {
  fill: var(--union-text);
}
.union-frame .outline {
  fill: none;
  stroke: var(--union-text);
  stroke-width: 1.5;
}
.union-frame .tip {
  position: absolute;
  top: 0;
  left: 0;
  pointer-events: none;
  max-width: min(100% - 16px, 400px);
  width: max-content;
  box-sizing: border-box;
  padding: 6px 10px;
  border: 1px solid var(--union-text);
  border-radius: 3px;
  background: var(--union-surface);
  color: var(--union-text);
  font-size: 13px;
}
.union-frame .tip:empty {
  visibility: hidden;
}
.union-frame button {
  font: inherit;
  font-size: 13px;
  min-height: 28px;
  padding: 2px 12px;
  border: 1px solid var(--union-line);
  border-radius: 3px;
  background: var(--union-surface);
  color: var(--union-accent);
  cursor: pointer;
}
.union-frame button:hover {
  border-color: currentColor;
}
.union-frame .notice {
  display: flex;
  align-items: center;
  gap: 8px;
  overflow: hidden;
  white-space: nowrap;
  background: var(--union-surface);
  color: var(--union-text);
  font-size: 13px;
}
.union-frame .notice button {
  min-height: 24px;
  padding: 0 10px;
}
.union-frame .shape {
  color: var(--union-warn);
}
.union-frame .why {
  margin-inline-start: -8px;
}
${within(
  439,
  `
  .union-frame .why {
    position: absolute;
    clip-path: inset(50%);
  }
`,
)}
.union-frame .blank {
  inset: 0;
  padding: 24px 0;
  font-size: 14px;
  color: var(--union-text);
}
.union-frame .blank p {
  margin: 0 0 12px;
}
.union-frame .blank .code {
  color: var(--union-muted);
  font-size: 12px;
}
.union-frame .bone {
  height: 14px;
  margin-bottom: 16px;
  border-radius: 3px;
  background: var(--union-lane);
}
.union-frame .bone:first-child {
  width: 46%;
  height: 22px;
}
.union-frame .bone:nth-child(2) {
  width: 28%;
}
.union-frame .bone:nth-child(n + 5) {
  height: 24px;
}
.union-frame .bone:nth-child(2n + 5) {
  width: 82%;
}
@media (prefers-reduced-motion: no-preference) {
  .union-frame .bone {
    animation: union-breathe 1.6s ease-in-out infinite alternate;
  }
  @keyframes union-breathe {
    to {
      opacity: 0.45;
    }
  }
}
@media (forced-colors: active) {
  .union-frame svg {
    forced-color-adjust: none;
    --union-text: CanvasText;
    --union-muted: CanvasText;
    --union-surface: Canvas;
    --union-grid: GrayText;
    --union-lane: Canvas;
    --union-series-1: CanvasText;
    --union-series-2: Highlight;
    --union-target: LinkText;
    --union-good: CanvasText;
    --union-fair: CanvasText;
    --union-warn: Highlight;
    --union-bad: LinkText;
    --union-same: GrayText;
  }
  .union-frame .tile,
  .union-frame :is(.q0, .q4) {
    fill: Canvas;
    stroke: CanvasText;
  }
  .union-frame text.light {
    fill: CanvasText;
  }
  .union-frame .lit {
    fill: none;
    stroke: Highlight;
  }
}
@media print {
  .union-frame .over {
    display: none;
  }
}
${part},
${part} * {
  box-sizing: border-box;
  margin: 0;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  letter-spacing: normal;
  word-spacing: normal;
  text-indent: 0;
  text-transform: none;
  text-align: inherit;
  text-shadow: none;
  text-decoration: none;
  white-space: inherit;
  word-break: normal;
  float: none;
}
${part} {
  background: var(--union-surface);
  color: var(--union-text);
  font: 400 14px / 1.6 var(--union-font-stack);
  font-variant-numeric: tabular-nums;
  text-align: start;
  white-space: normal;
  overflow-wrap: break-word;
}
${part} .union-heading {
  font-size: 20px;
  font-weight: 600;
  line-height: 1.4;
}
${part} .union-as-of {
  min-height: 28px;
  color: var(--union-muted);
  font-size: 13px;
  line-height: 28px;
}
${part} .union-keys {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 136px), 1fr));
  gap: 12px 24px;
  padding: 10px 0 16px;
}
${part} .union-keys > div {
  padding-inline-start: 12px;
  border-inline-start: 3px solid var(--union-grid);
}
${part} dt {
  font-size: 13px;
  color: var(--union-muted);
}
${part} .union-number {
  font-size: 30px;
  font-weight: 600;
  line-height: 1.3;
}
${part} .union-words {
  min-height: 39px;
  font-size: 16px;
  line-height: 39px;
}
${part} .union-aside {
  display: block;
  font-size: 13px;
  color: var(--union-muted);
}
${part} .union-sentence {
  padding-bottom: 16px;
  line-height: 1.75;
}
${part} .union-box {
  margin-bottom: 20px;
  border-top: 2px solid var(--union-text);
}
${part} table {
  width: 100%;
  border-collapse: separate;
  border-spacing: 0;
  font-size: 13px;
}
${part} caption {
  padding: 8px 96px 8px 0;
  font-size: 15px;
  font-weight: 600;
  caption-side: top;
}
${part} :is(th, td) {
  height: 40px;
  padding: 4px 0 4px 12px;
  border-bottom: 1px solid var(--union-grid);
  text-align: end;
  vertical-align: middle;
  line-height: 1.4;
}
${part} td {
  white-space: nowrap;
}
${part} :is(th, td):first-child {
  padding-inline-start: 0;
  text-align: start;
}
${part} thead th {
  color: var(--union-muted);
  font-size: 12px;
  vertical-align: bottom;
  padding-bottom: 8px;
}
${part} td.union-bar {
  font-weight: 600;
}
${part} td .union-aside {
  font-weight: 400;
  white-space: normal;
}
${part} td.union-state {
  font-weight: 400;
}
${part} th .union-aside {
  font-size: 12px;
}
${part} .union-scroll-y tbody th {
  white-space: nowrap;
}
${part} td.union-none {
  text-align: start;
  color: var(--union-muted);
}
${part} .union-status {
  white-space: nowrap;
}
${part} .union-met > span {
  color: var(--union-good);
}
${part} .union-on-track > span {
  color: var(--union-fair);
}
${part} .union-behind > span {
  color: var(--union-warn);
}
${part} .union-far-behind > span {
  color: var(--union-bad);
}
${part} :is(.union-scroll-x, .union-scroll-y) {
  overflow: auto;
  scrollbar-gutter: stable;
}
${part} .union-scroll-y {
  height: 320px;
}
${part} .union-scroll-y caption {
  position: sticky;
  top: 0;
  background: var(--union-surface);
}
${part} .union-box:focus-visible {
  outline: 2px solid var(--union-focus);
}
${part} .union-source,
${part} .union-definition {
  font-size: 12px;
  color: var(--union-muted);
}
${part} .union-definition p {
  padding-top: 4px;
}
${part} .union-definition a {
  font-weight: 600;
}
${part} summary {
  width: max-content;
  padding: 3px 0;
  cursor: pointer;
  color: var(--union-accent);
}
${part} a[href] {
  display: inline-block;
  padding: 3px 0;
  color: var(--union-accent);
  text-decoration: underline;
}
[drawn] > ${part} .union-box:not(.union-void) :is(thead, tbody) {
  opacity: 0;
}
[drawn] > ${part} .union-box {
  overflow: hidden;
}
${within(
  559,
  `
  ${part} .union-number {
    font-size: 24px;
  }
  ${part} .union-scroll-x :is(th, td) {
    padding-inline-start: 4px;
    font-size: 12px;
  }
  ${part} .union-folds thead tr,
  ${part} .union-folds tbody tr {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    column-gap: 12px;
    padding: 6px 0;
    border-bottom: 1px solid var(--union-grid);
  }
  ${part} .union-folds :is(th, td) {
    height: auto;
    padding: 2px 0;
    border: 0;
  }
  ${part} .union-folds :is(th, td):first-child {
    grid-column: 1 / 3;
  }
  ${part} .union-folds :is(th, td).union-end {
    grid-area: 1 / 3;
  }
  ${part} .union-folds .union-bar {
    grid-column: 1;
    text-align: start;
  }
  ${part} .union-folds tr:has(.union-line) {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
  }
  ${part} .union-folds tr:has(.union-line)::before {
    order: 1;
    flex-basis: 100%;
    content: "";
  }
  ${part} .union-folds tr:has(.union-line) :is(.union-note, .union-line) {
    order: 2;
  }
  ${part} .union-folds tr:has(.union-line) .union-bar::before {
    display: none;
  }
  ${part} .union-folds td:is(.union-bar, .union-note, .union-line)::before {
    content: attr(data-label) " ";
    font-weight: 400;
    color: var(--union-muted);
  }
  ${part} .union-folds thead tr {
    position: relative;
    min-height: 40px;
    align-items: end;
  }
  ${part} .union-folds thead th:not(:first-child, .union-end, .union-bar:has(~ .union-line)) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`,
)}
${within(
  299,
  `
  ${part} .union-folds td:not(.union-end) {
    display: flex;
    grid-column: 1 / -1;
    gap: 0 4px;
    justify-content: space-between;
  }
  ${part} .union-folds td:not(.union-end)::before {
    content: attr(data-label) " ";
    font-weight: 400;
    color: var(--union-muted);
  }
`,
)}
@media print {
  ${part} .union-box table :is(thead, tbody) {
    opacity: 1 !important;
  }
  ${part} .union-box {
    height: auto !important;
    overflow: visible !important;
  }
  ${part} tr {
    break-inside: avoid;
  }
}
@media (forced-colors: active) {
  ${part} .union-status > span {
    color: inherit;
  }
}
`;
