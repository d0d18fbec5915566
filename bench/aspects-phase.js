'use strict';
/**
 * Where the aspects phase of a synthesis begins and ends.
 *
 * The CDK has no public hook at either end: the first public one after the aspects (`node.addValidation`) comes after
 * the resolution of references, which costs ten times more. So this wraps two functions of `core/lib`, which synthesis
 * looks up in their modules at each call: the one that the aspect loop calls first, and the one that follows the loop.
 * If a version of aws-cdk-lib no longer calls them for the App, the measurement fails instead of lying.
 */
const path = require('node:path');

const CORE = path.join(path.dirname(require.resolve('aws-cdk-lib')), 'core', 'lib');

/** Thrown to end a synthesis right after the aspects phase. */
class AspectsPhaseEnded extends Error {}

/** Calls `onStart` before the first aspect visits `root`, and `onEnd` after the last visit of all. */
function watchAspectsPhase(root, onStart, onEnd) {
  let started = false;
  beforeCall(path.join(CORE, 'aspect.js'), '_aspectTreeRevisionReader', root, () => {
    started = true;
    onStart();
  });
  beforeCall(path.join(CORE, 'private', 'prepare-app.js'), 'prepareApp', root, () => {
    if (!started) throw new Error('the aspects phase began unnoticed: this aws-cdk-lib needs a new `bench/aspects-phase.js`');
    onEnd();
  });
}

/** Calls `callback` once, before the function `name` of a module is called for `root`; from then on the function is as it was. */
function beforeCall(file, name, root, callback) {
  const module = require(file);
  const original = module[name];
  if (typeof original !== 'function') throw new Error(`aws-cdk-lib has no \`${name}\` in ${file}: this version needs a new \`bench/aspects-phase.js\``);
  module[name] = (construct) => {
    if (construct === root) {
      module[name] = original;
      callback();
    }
    return original(construct);
  };
}

module.exports = { AspectsPhaseEnded, watchAspectsPhase };
