import { parentPort, workerData } from 'node:worker_threads';
import { CharacterMissing } from '@union/briefing/errors.ts';
import type { Briefing } from '@union/briefing/model/briefing.ts';
import type { BriefingFormat } from './make-briefing.ts';
import type { Written } from './write-aside.ts';
import { writeBriefing } from './write-briefing.ts';

/** The thread of `writeAside`: writes one briefing, and ends. */
const { briefing, format, font } = workerData as {
  readonly briefing: Briefing;
  readonly format: BriefingFormat;
  readonly font: string | undefined;
};

async function written(): Promise<Written> {
  try {
    return { bytes: await writeBriefing(briefing, format, font) };
  } catch (error) {
    if (!(error instanceof CharacterMissing)) throw error;
    return { missing: { message: error.message, messageZh: error.messageZh } };
  }
}

parentPort?.postMessage(await written());
