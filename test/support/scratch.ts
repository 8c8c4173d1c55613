import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, where Linux has one. */
const MEMORY = '/dev/shm';
/** A whole run leaves less than this behind before it cleans up. */
const ROOM = 6 * 1024 ** 3;
const PREFIX = 'union-tests-';

/**
 * The folder for everything that one run of the tests writes: in memory where there is plenty, since nights and databases make
 * thousands of files and make sure that each is on the disk.
 */
export const scratch = join(hasRoom() ? MEMORY : tmpdir(), `${PREFIX}${process.pid}`);

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > 2 * ROOM;
}

/** Makes the folder, and removes those of runs that were killed. */
export function makeScratch(): void {
  const beside = join(scratch, '..');
  for (const name of readdirSync(beside)) {
    if (new RegExp(`^${PREFIX}\\d+$`).test(name) && !isAlive(Number(name.slice(PREFIX.length)))) {
      try {
        rmSync(join(beside, name), { recursive: true, force: true });
      } catch {
        // What another user left, or a disk that is still mounted there, is in nobody's way.
      }
    }
  }
  mkdirSync(scratch, { recursive: true, mode: 0o755 });
}

export function removeScratch(): void {
  rmSync(scratch, { recursive: true, force: true });
}

/** Whether a process with this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
