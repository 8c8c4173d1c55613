import { css } from 'lit';

/** The shadow DOM of every widget: what is drawn over the tables. Light DOM has its own sheet, `light.css`. */
export const figureStyles = css`
  :host {
    display: block;
    position: relative;
    letter-spacing: normal;
    word-spacing: normal;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    font-style: normal;
    line-height: 1.5;
    cursor: auto;
  }
  :host([hidden]) {
    display: none;
  }
  .frame {
    position: relative;
  }
  .reserved {
    min-height: var(--union-reserved-height, var(--union-reserve-wide));
  }
  @container union (max-width: 559px) {
    .reserved {
      min-height: var(--union-reserved-height, var(--union-reserve-narrow));
    }
  }
  .over {
    position: absolute;
    z-index: 1;
    box-sizing: border-box;
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
  .chart {
    overflow: hidden auto;
  }
  .switch {
    display: flex;
    align-items: center;
    justify-content: end;
    pointer-events: none;
  }
  .switch button {
    pointer-events: auto;
  }
  .chart:focus-visible,
  button:focus-visible {
    outline: 2px solid var(--union-focus);
    outline-offset: 2px;
  }
  svg {
    display: block;
  }
  text {
    font-size: 12px;
    fill: var(--union-text);
  }
  .name {
    font-size: 13px;
  }
  .value {
    font-weight: 600;
  }
  .muted {
    fill: var(--union-muted);
  }
  .lane {
    fill: var(--union-lane);
  }
  .grid {
    stroke: var(--union-grid);
    fill: none;
    shape-rendering: crispEdges;
  }
  .s0 {
    fill: var(--union-series-1);
    stroke: var(--union-series-1);
  }
  .s1 {
    fill: var(--union-series-2);
    stroke: var(--union-series-2);
  }
  .bar {
    stroke: none;
  }
  .line {
    fill: none;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .line.s1 {
    stroke-dasharray: 5 4;
  }
  circle.end {
    stroke: var(--union-surface);
    stroke-width: 2;
  }
  .band {
    fill: url(#hatch);
  }
  .hatch {
    stroke: var(--union-muted);
    stroke-width: 1.2;
  }
  .line.target {
    stroke: var(--union-target);
    stroke-width: 1.5;
    stroke-dasharray: 4 3;
    stroke-linecap: butt;
  }
  .lit {
    fill: var(--union-lane);
  }
  .cross {
    stroke: var(--union-muted);
  }
  .not-applicable {
    fill: var(--union-text);
  }
  .met {
    fill: var(--union-good);
  }
  .on-track {
    fill: var(--union-fair);
  }
  .behind {
    fill: var(--union-warn);
  }
  .far-behind {
    fill: var(--union-bad);
  }
  .raised {
    fill: var(--union-good);
  }
  .lowered {
    fill: var(--union-warn);
  }
  .same {
    fill: var(--union-same);
  }
  .ribbon {
    fill-opacity: 0.55;
  }
  .node {
    fill: var(--union-text);
  }
  .outline {
    fill: none;
    stroke: var(--union-text);
    stroke-width: 1.5;
  }
  .tip {
    position: absolute;
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
  .tip:empty {
    visibility: hidden;
  }
  button {
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
  button:hover {
    border-color: currentColor;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 8px;
    overflow: hidden;
    white-space: nowrap;
    background: var(--union-surface);
    color: var(--union-text);
    font-size: 13px;
  }
  .notice button {
    min-height: 24px;
    padding: 0 10px;
  }
  .shape {
    color: var(--union-warn);
  }
  .blank {
    inset: 0;
    padding: 24px 0;
    font-size: 14px;
    color: var(--union-text);
  }
  .blank p {
    margin: 0 0 12px;
  }
  .blank .code {
    color: var(--union-muted);
    font-size: 12px;
  }
  .bone {
    height: 14px;
    margin-bottom: 16px;
    border-radius: 3px;
    background: var(--union-lane);
  }
  .bone:first-child {
    width: 46%;
    height: 22px;
  }
  .bone:nth-child(2) {
    width: 28%;
  }
  .bone:nth-child(n + 5) {
    height: 24px;
  }
  .bone:nth-child(2n + 5) {
    width: 82%;
  }
  @media (prefers-reduced-motion: no-preference) {
    .bone {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  }
  @media (forced-colors: active) {
    svg {
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
    .lit {
      fill: none;
      stroke: Highlight;
    }
  }
  @media print {
    .over {
      display: none;
    }
  }
`;
