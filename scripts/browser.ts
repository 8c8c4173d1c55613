import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium on this machine, with a font for Chinese. With `install`, a Debian machine on which this process is
 * root gets both from Debian's packages.
 * @throws Error with what is missing and what to do.
 */
export function findBrowser(options: { install: boolean }): string {
  const found = PLACES.find((place) => place !== undefined && isExecutable(place));
  const missing = [...(found ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (found && missing.length === 0) return found;
  if (options.install && process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) {
    console.log(`installing ${missing.join(' and ')} from Debian's packages …`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    execFileSync('apt-get', ['install', '-y', '-qq', ...missing], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
    return findBrowser({ install: false });
  }
  throw new Error(
    `the tests of pages need ${missing.join(' and ')}: install them (Debian, Ubuntu: apt-get install ${missing.join(' ')}), or name a browser with CHROMIUM_PATH`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Without fontconfig there is no way to ask; other systems bring a Chinese font of their own. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}
