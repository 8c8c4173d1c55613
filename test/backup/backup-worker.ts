import { createBackup } from '@union/backup/create-backup.ts';
import { restoreBackup } from '@union/backup/restore-backup.ts';
import { readConfig } from '@union/schema/config.ts';

/**
 * A process that backs up or restores by its settings and ends itself by SIGKILL as soon as it is told of something that
 * holds the given words: from within, so that it comes where it was meant to, however busy the machine is.
 */
const [, , what, path = '', words = '', replace] = process.argv;
const config = readConfig();
const onProgress = (text: string) => {
  if (text.includes(words)) process.kill(process.pid, 'SIGKILL');
};
if (what === 'backup') await createBackup({ config, to: path, asFile: path.endsWith('-tars'), onProgress });
else await restoreBackup({ config, path, replace, onProgress });
process.stdout.write('done\n');
