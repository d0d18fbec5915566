'use strict';
/** What is compared: each variant is the code that a user adds to the app. Modules load on first use, so that none pays for another's. */
const { AspectPriority, Aspects } = require('aws-cdk-lib');

const MUTATING = { priority: AspectPriority.MUTATING };

const VARIANTS = {
  'bare': () => () => undefined,
  'noop': () => (app) => Aspects.of(app).add({ visit: () => undefined }, MUTATING),
  'handwritten-l1': () => handwritten({}),
  'handwritten-roles': () => handwritten({ roles: true }),
  'handwritten': () => handwritten({ roles: true, topics: true }),
  'handwritten-daemons': () => handwritten({ roles: true, topics: true, tasks: true }),
  'cdk-xray-no-daemons': () => tracing(({ EcsCollectorMode }) => ({ ecs: { mode: EcsCollectorMode.NONE } })),
  'cdk-xray': () => tracing(() => undefined),
  'cdk-xray-inline': () => tracing(({ XRayPermissions }) => ({ permissions: XRayPermissions.inline() })),
};

function handwritten(props) {
  const { HandwrittenAspect } = require('./handwritten-aspect');
  return (app) => Aspects.of(app).add(new HandwrittenAspect(props), MUTATING);
}

function tracing(makeOptions) {
  const library = require('../lib');
  // The index is lazy: touching a name loads its files, which is measured as a part of the import.
  const { XRayTracing } = library;
  const options = makeOptions(library);
  return (app) => XRayTracing.of(app).enable(options);
}

module.exports = { VARIANTS };
