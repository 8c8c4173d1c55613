/**
 * Light DOM of the widgets: heading, key figures, sentence, tables, source. Built as `widgets.css`, which server-rendered
 * fragments link, and adopted into the page by the elements, so that both look alike before and after the script has run.
 */
export const lightStyles = `
union-park-coverage,
union-star-distribution,
union-assistance-share {
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
  --union-reserve-wide: 1240px;
  --union-reserve-narrow: 1960px;
  display: block;
  box-sizing: border-box;
  container: union / inline-size;
  contain-intrinsic-inline-size: 280px;
  background: var(--union-surface);
}
:is(union-park-coverage, union-star-distribution, union-assistance-share)[hidden] {
  display: none;
}
[scheme="dark"]:is(union-park-coverage, union-star-distribution, union-assistance-share) {
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
[scheme="contrast"]:is(union-park-coverage, union-star-distribution, union-assistance-share) {
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
union-assistance-share {
  --union-reserve-wide: 1640px;
  --union-reserve-narrow: 3100px;
}
.union-part,
.union-part * {
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
.union-part {
  color: var(--union-text);
  font: 400 14px / 1.6 var(--union-font-stack);
  font-variant-numeric: tabular-nums;
  text-align: start;
  white-space: normal;
  overflow-wrap: break-word;
}
.union-part .union-heading {
  font-size: 20px;
  font-weight: 600;
  line-height: 1.4;
}
.union-part .union-as-of {
  min-height: 28px;
  color: var(--union-muted);
  font-size: 13px;
  line-height: 28px;
}
.union-part .union-keys {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 136px), 1fr));
  gap: 12px 24px;
  padding: 10px 0 16px;
}
.union-part .union-keys > div {
  padding-inline-start: 12px;
  border-inline-start: 3px solid var(--union-grid);
}
.union-part dt {
  font-size: 13px;
  color: var(--union-muted);
}
.union-part .union-number {
  font-size: 30px;
  font-weight: 600;
  line-height: 1.3;
}
.union-part .union-words {
  min-height: 39px;
  font-size: 16px;
  line-height: 39px;
}
.union-part .union-aside {
  display: block;
  font-size: 13px;
  color: var(--union-muted);
}
.union-part .union-sentence {
  padding-bottom: 16px;
  line-height: 1.75;
}
.union-part .union-box {
  margin-bottom: 20px;
  border-top: 2px solid var(--union-text);
}
.union-part table {
  width: 100%;
  border-collapse: separate;
  border-spacing: 0;
  font-size: 13px;
}
.union-part caption {
  padding: 8px 96px 8px 0;
  font-size: 15px;
  font-weight: 600;
  caption-side: top;
}
.union-part :is(th, td) {
  height: 40px;
  padding: 4px 0 4px 12px;
  border-bottom: 1px solid var(--union-grid);
  text-align: end;
  vertical-align: middle;
  line-height: 1.4;
}
.union-part td {
  white-space: nowrap;
}
.union-part :is(th, td):first-child {
  padding-inline-start: 0;
  text-align: start;
}
.union-part thead th {
  color: var(--union-muted);
  font-size: 12px;
  vertical-align: bottom;
  padding-bottom: 8px;
}
.union-part td.union-bar {
  font-weight: 600;
}
.union-part td.union-state {
  font-weight: 400;
}
.union-part th .union-aside {
  font-size: 12px;
}
.union-part .union-scroll-y tbody th {
  white-space: nowrap;
}
.union-part td.union-none {
  text-align: start;
  color: var(--union-muted);
}
.union-part .union-status {
  white-space: nowrap;
}
.union-part .union-met > span {
  color: var(--union-good);
}
.union-part .union-on-track > span {
  color: var(--union-fair);
}
.union-part .union-behind > span {
  color: var(--union-warn);
}
.union-part .union-far-behind > span {
  color: var(--union-bad);
}
.union-part :is(.union-scroll-x, .union-scroll-y) {
  overflow: auto;
  scrollbar-gutter: stable;
}
.union-part .union-scroll-y {
  height: 320px;
}
.union-part .union-scroll-y caption {
  position: sticky;
  top: 0;
  background: var(--union-surface);
}
.union-part .union-box:focus-visible {
  outline: 2px solid var(--union-focus);
}
.union-part .union-source,
.union-part .union-definition {
  font-size: 12px;
  color: var(--union-muted);
}
.union-part .union-definition p {
  padding-top: 4px;
}
.union-part b {
  font-weight: 600;
}
.union-part summary {
  width: max-content;
  padding: 3px 0;
  cursor: pointer;
  color: var(--union-accent);
}
.union-part a {
  display: inline-block;
  padding: 3px 0;
  color: var(--union-accent);
  text-decoration: underline;
}
[drawn] > .union-part table:not(:has(.union-none)) :is(thead, tbody) {
  opacity: 0;
}
[drawn] > .union-part .union-box {
  overflow: hidden;
}
@container union (max-width: 559px) {
  .union-part .union-number {
    font-size: 24px;
  }
  .union-part .union-scroll-x :is(th, td) {
    padding-inline-start: 4px;
    font-size: 12px;
  }
  .union-part .union-folds thead tr,
  .union-part .union-folds tbody tr {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    column-gap: 12px;
    padding: 6px 0;
    border-bottom: 1px solid var(--union-grid);
  }
  .union-part .union-folds :is(th, td) {
    height: auto;
    padding: 2px 0;
    border: 0;
  }
  .union-part .union-folds :is(th, td):first-child {
    grid-column: 1 / 3;
  }
  .union-part .union-folds :is(th, td).union-end {
    grid-area: 1 / 3;
  }
  .union-part .union-folds .union-bar {
    grid-column: 1;
    text-align: start;
  }
  .union-part .union-folds .union-line {
    display: flex;
    grid-column: 1 / -1;
    justify-content: space-between;
  }
  .union-part .union-folds td:is(.union-bar, .union-note, .union-line)::before {
    content: attr(data-label) " ";
    font-weight: 400;
    color: var(--union-muted);
  }
  .union-part .union-folds thead tr {
    position: relative;
    min-height: 40px;
    align-items: end;
  }
  .union-part .union-folds thead th:not(:first-child, .union-end) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
}
@container union (max-width: 299px) {
  .union-part .union-folds td:not(.union-end) {
    display: flex;
    grid-column: 1 / -1;
    justify-content: space-between;
  }
  .union-part .union-folds td:not(.union-end)::before {
    content: attr(data-label) " ";
    font-weight: 400;
    color: var(--union-muted);
  }
}
@media print {
  .union-part .union-box table :is(thead, tbody) {
    opacity: 1 !important;
  }
  .union-part .union-box {
    height: auto !important;
    overflow: visible !important;
  }
  .union-part tr {
    break-inside: avoid;
  }
}
@media (forced-colors: active) {
  .union-part .union-status > span {
    color: inherit;
  }
}
`;
