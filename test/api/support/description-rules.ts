import type { SheetSpec } from '@union/intake/sheets/column.ts';
import { measureOf, sourceOf } from '@union/intake/sheets/describe.ts';
import { units } from '@union/intake/sheets/units.ts';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedDirective,
} from 'graphql';

/**
 * What a description has to say, and in which words; docs/explorer.md says it to those who write them.
 * - number: `Unit: <one of UNITS>, <range>.`
 * - output field that may be null: `Null: …`, or `null` and one of NULL_WORDS
 * - argument or input field that may be left out: `absent`
 * - object: `Source: <one of SOURCES>`; a field that holds a column of a register: its sheet and column
 */
export const UNITS: ReadonlySet<string> = new Set([
  'people',
  'enterprises',
  'unions',
  'records',
  'rows',
  'scopes',
  'targets',
  'figures',
  'changes',
  'visits',
  'tries',
  'sessions',
  'stars',
  'levels',
  'places',
  'points of time',
  'month ends',
  'days',
  'minutes',
  'seconds',
  'milliseconds',
  'hundredths of a yuan',
  'fraction',
  'percent',
  'percentage points',
  'points of cost',
  'place in the order',
  'version',
  'hundredths of a point or of a per cent',
  'that of `metric.unit`',
  'that of `metric.unit` a month',
  'that of `metric.numeratorCounts`',
  'that of `metric.numeratorCounts` a month',
  'that of `metric.denominatorCounts`',
  'that of the column',
  'that of its name',
  'that of the part, visits for VISIT',
  ...Object.values(units).map(({ zh, en }) => `${zh} ${en}`),
  '分 hundredths of a yuan',
  '小数（0.85 即 85%） fraction',
]);

const NUMBER = String.raw`-?\d[\d,]*(?:\.\d+)?`;
const RANGE = new RegExp(
  `^(?:${NUMBER} to ${NUMBER}|${NUMBER} and more|always ${NUMBER}|of either sign(?:, never 0)?)$`,
);
/** `Unit: ` with the unit up to the first comma that a range follows, and the range up to the end of the sentence. */
const MEASURE = /\bunit: (.+?), ((?:of either sign|always|-?\d).*?)(?:\.(?:\s|$)|;)/i;

const NULL_WORDS = 'when|where|while|for|unless|until|before|after|outside|without|in|on|at|if|as';
const NULL = new RegExp(String.raw`(?:^|[\s(;,])null(?:: | (?:${NULL_WORDS})\b)`, 'i');
const ABSENT = /\babsent\b/i;

/** Where the values of a type come from. */
export const SOURCES: readonly string[] = [
  'the mart of the metric in the publication',
  'the targets and figures of the publication',
  'the publication',
  'the definitions of the platform',
  'the registers',
  'workbook sheet ',
  'form ',
  'the log of changes',
  'the log of nights',
  'the log of deliveries',
  'accounts and keys of the server',
  'what was saved on this server',
  'what was asked, and the registers',
  'what was asked, and the publication',
  'what was asked, and how things stand',
  'what was asked',
];
const SOURCE = new RegExp(String.raw`\bsource: (?:${SOURCES.join('|')})`, 'i');

/** Kinds of columns that hold numbers. */
const NUMBER_KINDS: ReadonlySet<string> = new Set(['integer', 'decimal', 'percent', 'percent_or_number', 'yuan']);

const NUMERIC: ReadonlySet<string> = new Set(['Int', 'Float', 'SafeInt']);
const BUILT_IN: ReadonlySet<string> = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

/** What descriptions of a schema leave out: the place, and what is missing there. */
export function undescribed(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !BUILT_IN.has(name));
  return [
    ...types.flatMap((type) => [...ofType(type), ...(roots.includes(type as never) ? [] : ofSource(type))]),
    ...schema
      .getDirectives()
      .filter((directive) => !isSpecifiedDirective(directive))
      .flatMap((directive) => [
        ...bare(`@${directive.name}`, directive),
        ...directive.args.flatMap((argument) => ofInput(`@${directive.name}(${argument.name})`, argument)),
      ]),
  ];
}

type Described = { readonly description?: string | null | undefined };

function bare(place: string, { description }: Described): string[] {
  return description?.trim() ? [] : [`${place}: no description`];
}

function ofType(type: GraphQLNamedType): string[] {
  const faults = bare(type.name, type);
  if (isEnumType(type))
    return [...faults, ...type.getValues().flatMap((value) => bare(`${type.name}.${value.name}`, value))];
  if (isInputObjectType(type)) {
    return [
      ...faults,
      ...Object.values(type.getFields()).flatMap((field) => ofInput(`${type.name}.${field.name}`, field)),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return faults;
  return [
    ...faults,
    ...Object.values(type.getFields()).flatMap((field) => ofField(`${type.name}.${field.name}`, field)),
  ];
}

function ofField(place: string, field: GraphQLField<unknown, unknown>): string[] {
  return [
    ...bare(place, field),
    ...ofNumber(place, field),
    ...(isNonNullType(field.type) || NULL.test(field.description ?? '') ? [] : [`${place}: no meaning of null`]),
    ...field.args.flatMap((argument) => ofInput(`${place}(${argument.name})`, argument)),
  ];
}

function ofInput(place: string, input: GraphQLArgument | GraphQLInputField): string[] {
  return [
    ...bare(place, input),
    ...ofNumber(place, input),
    ...(isNonNullType(input.type) || ABSENT.test(input.description ?? '') ? [] : [`${place}: no meaning of absence`]),
  ];
}

function ofNumber(place: string, { type, description }: Described & { readonly type: GraphQLType }): string[] {
  if (!NUMERIC.has(getNamedType(type).name)) return [];
  const [, unit = '', range = ''] = MEASURE.exec(description ?? '') ?? [];
  return [...(UNITS.has(unit) ? [] : [`${place}: no unit`]), ...(RANGE.test(range) ? [] : [`${place}: no range`])];
}

/** Pages and edges hold what their rows hold. */
function ofSource(type: GraphQLNamedType): string[] {
  if (!isObjectType(type) || /(?:Connection|Edge)$|^PageInfo$/.test(type.name)) return [];
  return SOURCE.test(type.description ?? '') ? [] : [`${type.name}: no source`];
}

/** Columns of a register that no field of its types names as its source. */
export function withoutSource(schema: GraphQLSchema, sheet: SheetSpec, typeNames: readonly string[]): string[] {
  const said = typeNames.flatMap((name) => {
    const type = schema.getType(name);
    return isObjectType(type) ? Object.values(type.getFields()).map(({ description }) => description ?? '') : [];
  });
  return sheet.columns
    .filter((column) => !said.some((text) => text.includes(`source: ${sourceOf(sheet, column)}.`)))
    .map(({ key }) => `${sheet.key}.${key}: no source`);
}

/** Columns whose definition leaves out what is written from it: a unit, a range, or what an empty cell means. */
export function unexplained({ key, columns }: SheetSpec): string[] {
  return columns.flatMap(({ key: name, type, empty, required }) => {
    const measure = measureOf(type);
    const isNumber = NUMBER_KINDS.has(type.kind);
    return [
      ...(isNumber && !(measure?.unit?.zh && measure.unit.en) ? [`${key}.${name}: no unit`] : []),
      ...(isNumber && !RANGE.test(measure?.range ?? '') ? [`${key}.${name}: no range`] : []),
      ...(!required && !(empty.zh && empty.en) ? [`${key}.${name}: no meaning of an empty cell`] : []),
    ];
  });
}
