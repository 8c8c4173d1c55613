import { isDay } from '@union/schema/calendar.ts';
import { GraphQLError, Kind } from 'graphql';
import { builder } from './builder.ts';

builder.scalarType('Date', {
  description: 'A calendar day in the reporting time zone, `YYYY-MM-DD`, such as `2026-11-20`.',
  serialize: (day) => day,
  parseValue: readDay,
  parseLiteral: (node) => readDay(node.kind === Kind.STRING ? node.value : undefined),
});

builder.scalarType('DateTime', {
  description: 'An instant in UTC, ISO 8601, such as `2026-11-20T18:00:04.512Z`.',
  serialize: (instant) => instant,
  parseValue: (value) => {
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value).toISOString();
    throw badInput('a DateTime is an ISO 8601 instant');
  },
});

builder.scalarType('SafeInt', {
  description: 'A whole number between -(2^53 - 1) and 2^53 - 1. Money is in hundredths of a yuan.',
  serialize: (value) => {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
    return value;
  },
  parseValue: (value) => {
    if (Number.isSafeInteger(value)) return value as number;
    throw badInput('a SafeInt is a whole number below 2^53');
  },
});

function readDay(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw badInput('a Date is a real day written YYYY-MM-DD');
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
