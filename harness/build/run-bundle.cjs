// Runs a bundle. The functions that V8 compiled for it are kept in a file beside it, so that the
// next start has them at once: compiling is most of what a start costs.
'use strict';
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { constants, Script } = require('node:vm');
const { isMainThread, parentPort, threadId } = require('node:worker_threads');

const PARAMETERS = 'exports, require, module, __filename, __dirname';

/**
 * Runs the CommonJS bundle at `path`. `use` names what it is run for: each use compiles functions
 * of its own, and has its own file. V8 tells by itself whether such a file fits it and the bundle.
 */
exports.runBundle = (path, use) => {
  const kept = `${path}.${use}.compiled`;
  const cachedData = readIfThere(kept);
  // esbuild writes nothing but ASCII: no decoding, and a byte for each character.
  const source = `(function (${PARAMETERS}) {${readFileSync(path, 'latin1')}\n})`;
  const script = new Script(source, {
    filename: path,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  const run = script.runInThisContext();
  run(module.exports, createRequire(path), module, path, dirname(path));
  if (cachedData !== undefined && !script.cachedDataRejected) return;
  const keep = () => writeWhole(kept, script.createCachedData());
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
    return readFileSync(path);
  } catch (error) {
    if (error.code === undefined) throw error;
    return undefined;
  }
}

/** Nothing is lost where the disk is full or read-only: the next start compiles again. */
function writeWhole(path, bytes) {
  const scratch = `${path}.${process.pid}.${threadId}`;
  try {
    writeFileSync(scratch, bytes);
    renameSync(scratch, path);
  } catch (error) {
    if (error.code === undefined) throw error;
    rmSync(scratch, { force: true });
  }
}
