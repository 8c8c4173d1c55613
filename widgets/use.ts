/**
 * What an element needs only once somebody uses it: walking a chart by keyboard and pointer, the tip, CSV and pictures, and
 * what few tags ask for. The elements load it from beside their own script at the first touch, focus or call.
 */
export { dressed } from './shared/dress.ts';
export { csv, plainTables, png } from './shared/outputs.ts';
export { allInPageWords } from './shared/page-words.ts';
export { walk } from './shared/walk.ts';
