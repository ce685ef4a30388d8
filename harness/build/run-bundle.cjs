// Runs a bundle. The functions that V8 compiled for it are kept in a file beside it, or in a folder
// that the caller names, so that the next start has them at once: compiling is most of what a start
// costs.
'use strict';
const fs = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { constants, Script } = require('node:vm');
const { isMainThread, parentPort, threadId } = require('node:worker_threads');

const PARAMETERS = 'exports, require, module, __filename, __dirname';
/** Folders of other builds that nothing was written to for so long are removed. */
const KEEP_MS = 30 * 24 * 3_600_000;

/**
 * Runs the CommonJS bundle at `path`. `use` names what it is run for: each use compiles functions
 * of its own, and has its own file. V8 tells by itself whether such a file fits its version, but
 * not whether it fits the bundle: `folder`, which is made when it is missing, belongs to one build.
 */
exports.runBundle = (path, use, folder) => {
  const kept = join(folder ?? dirname(path), `${basename(path)}.${use}.compiled`);
  const cachedData = readIfThere(kept);
  // esbuild writes nothing but ASCII: no decoding, and a byte for each character.
  const source = `(function (${PARAMETERS}) {${fs.readFileSync(path, 'latin1')}\n})`;
  const script = new Script(source, {
    filename: path,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  const run = script.runInThisContext();
  run(module.exports, createRequire(path), module, path, dirname(path));
  parentPort?.postMessage('loaded'); // LOADED of harness/host/worker-pool.ts
  if (cachedData !== undefined && !script.cachedDataRejected) return;
  const keep = () => ifWritable(() => writeWhole(kept, folder, () => script.createCachedData()));
  // Not after a mistake: whatever was typed would have its file.
  if (isMainThread) process.once('exit', (status) => status === 0 && keep());
  else beforeFirstAnswer(keep);
};

/** A worker may be ended as soon as it has answered. */
function beforeFirstAnswer(act) {
  const post = parentPort.postMessage;
  parentPort.postMessage = (...answer) => {
    parentPort.postMessage = post;
    act();
    parentPort.postMessage(...answer);
  };
}

function readIfThere(path) {
  try {
    return fs.readFileSync(path);
  } catch (error) {
    if (error.code === undefined) throw error;
    return undefined;
  }
}

/** Nothing is lost where the disk is full or read-only: the next start compiles again. */
function ifWritable(act) {
  try {
    act();
  } catch (error) {
    if (error.code === undefined) throw error;
  }
}

/** Asks for the bytes only once there is a file to put them into. */
function writeWhole(path, folder, makeBytes) {
  const isNew = folder !== undefined && fs.mkdirSync(folder, { recursive: true }) !== undefined;
  const scratch = `${path}.${process.pid}.${threadId}`;
  const file = fs.openSync(scratch, 'w');
  try {
    fs.writeFileSync(file, makeBytes());
    fs.renameSync(scratch, path);
  } catch (error) {
    fs.rmSync(scratch, { force: true });
    throw error;
  } finally {
    fs.closeSync(file);
  }
  if (isNew) removeStale(folder);
}

/** Removes the folders of builds that are not used any more. */
function removeStale(folder) {
  for (const name of fs.readdirSync(dirname(folder))) {
    const other = join(dirname(folder), name);
    const isStale = Date.now() - fs.statSync(other).mtimeMs > KEEP_MS;
    if (isStale) fs.rmSync(other, { recursive: true, force: true });
  }
}
