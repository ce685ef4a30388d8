// Where things are kept that are only there to be quick: the user's folder for caches. CommonJS,
// since what starts workers needs it as well.
'use strict';
const { homedir } = require('node:os');
const { isAbsolute, join } = require('node:path');

/** blkdrill's folder below the user's caches; undefined where the user has no home. */
exports.cacheHome = () => {
  const { XDG_CACHE_HOME: wanted = '', LOCALAPPDATA: local = '' } = process.env;
  if (isAbsolute(wanted)) return join(wanted, 'blkdrill');
  if (process.platform === 'win32' && isAbsolute(local)) return join(local, 'blkdrill', 'cache');
  const home = findHome();
  if (home === undefined) return undefined;
  const caches = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return join(home, ...caches, 'blkdrill');
};

/** Where the compiled functions of the installed build `build` are kept; undefined: nowhere. */
exports.compiledFolder = (build) => {
  const home = exports.cacheHome();
  return home && join(home, 'compiled', `${build}-${process.version}-${process.arch}`);
};

function findHome() {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch (error) {
    if (error.code === undefined) throw error;
    return undefined; // a user whom the system does not know
  }
}
