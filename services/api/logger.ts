import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/** The log of a process: JSON lines on standard output, or into `destination`. */
export function openLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
