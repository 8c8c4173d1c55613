import { readdirSync, readFileSync } from 'node:fs';

/** CPU milliseconds that a process and its threads have used, by the scheduler's count (Linux). */
export function cpuOf(pid: number): number {
  let nanoseconds = 0;
  for (const task of list(`/proc/${pid}/task`)) {
    try {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // The thread has ended.
    }
  }
  return nanoseconds / 1e6;
}

/** CPU milliseconds of a PostgreSQL server: its own and its children's, by process. */
export function cpuOfChildren(parent: number): Map<number, number> {
  const children = new Map<number, number>();
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent)
        children.set(Number(pid), cpuOf(Number(pid)));
    } catch {
      // The process has ended.
    }
  }
  return children;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
